import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine } from './commands/engine.ts';
import { checkDataFile, DamagedDataError } from './storage/data-file.ts';
import { takeOwnership } from './storage/owner.ts';
import { Storage } from './storage/storage.ts';
import { startSweep } from './sweep.ts';
import { listen } from './wire/server.ts';

const LONGEST_SOCKET_PATH = 100;

/** Everything the built-in database is, in the thread that calls this. */
export async function startEngine(
  dataDir: string,
  databaseName: string,
): Promise<{ uri: string; stop(): Promise<void> }> {
  const path = resolve(dataDir);
  const storage = openStorage(path);
  const { socketPath, removeSocket } = socketFor(path);
  try {
    const release = await takeOwnership(storage, path, socketPath);
    storage.solidify();
    const engine = createEngine(storage);
    await storage.write(() => engine.records.upgrade());
    const server = await listen(engine, socketPath);
    const stopSweep = startSweep(engine);
    return {
      uri: `mongodb://${encodeURIComponent(socketPath)}/${encodeURIComponent(databaseName)}?directConnection=true`,
      async stop() {
        await stopSweep();
        await server.close();
        release();
        await storage.close();
        removeSocket();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

function openStorage(path: string): Storage {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    checkDataFile(path);
    const storage = new Storage(path);
    for (const file of ['data.mdb', 'lock.mdb']) chmodSync(join(path, file), 0o600);
    return storage;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (
      cause instanceof DamagedDataError ||
      /MDB_(INVALID|CORRUPTED|PAGE_NOTFOUND|VERSION_MISMATCH)/.test(reason)
    ) {
      const advice = 'Move the directory away and restore the last backup into a new one.';
      throw new Error(`The file data.mdb in ${path} is damaged (${reason}). ${advice}`, { cause });
    }
    throw new Error(`The data directory ${path} cannot be used: ${reason}`, { cause });
  }
}

/** A socket's path may have about 107 bytes: in a deep directory it moves to a private one of the system's. */
function socketFor(path: string): { socketPath: string; removeSocket: () => void } {
  const near = join(path, 'mongo.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_PATH)
    return { socketPath: near, removeSocket: () => rmSync(near, { force: true }) };
  const directory = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  chmodSync(directory, 0o700);
  return {
    socketPath: join(directory, 'mongo.sock'),
    removeSocket: () => rmSync(directory, { recursive: true, force: true }),
  };
}
