import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from './commands/engine.ts';
import { looksCopied } from './storage/copied.ts';
import { prepareDirectory } from './storage/data-directory.ts';
import { checkDataFile, DamagedDataError } from './storage/data-file.ts';
import { DirectoryInUseError, HOW_TO_BACK_UP, takeOwnership } from './storage/owner.ts';
import { NoRoomError } from './storage/room.ts';
import { Storage } from './storage/storage.ts';
import type { WriteGate } from './storage/write-gate.ts';
import { startSweep } from './sweep.ts';
import { listen } from './wire/server.ts';

const LONGEST_SOCKET_PATH = 100;
/** What LMDB says about pages that contradict each other. */
const DAMAGED =
  /MDB_(INVALID|CORRUPTED|PAGE_NOTFOUND|VERSION_MISMATCH|PROBLEM|BAD_TXN|PAGE_FULL|CURSOR_FULL)/;

/** Everything the built-in database is, in the thread that calls this. */
export async function startEngine(
  dataDir: string,
  databaseName: string,
  gate?: WriteGate,
): Promise<{ uri: string; stop(): Promise<void> }> {
  const path = resolve(dataDir);
  const storage = openStorage(path, gate);
  const { socketPath, removeSocket } = socketFor(path);
  try {
    const release = await takeOwnership(storage, path, socketPath).catch((error) => {
      throw startError(path, error);
    });
    const engine = await prepared(storage).catch((error) => {
      throw startError(path, error);
    });
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

async function prepared(storage: Storage): Promise<Engine> {
  storage.solidify();
  const engine = createEngine(storage);
  await storage.write(() => engine.records.upgrade());
  return engine;
}

function openStorage(path: string, gate: WriteGate | undefined): Storage {
  try {
    prepareDirectory(path);
    checkDataFile(path);
    const storage = new Storage(path, { ...(gate && { gate }) });
    for (const file of ['data.mdb', 'lock.mdb']) chmodSync(join(path, file), 0o600);
    return storage;
  } catch (cause) {
    throw startError(path, cause);
  }
}

/** In one or two sentences: what is wrong with the directory, and what to do. */
function startError(path: string, cause: unknown): Error {
  if (cause instanceof DirectoryInUseError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof NoRoomError)
    return new Error(`The data directory ${path} cannot be used: ${reason}. Make room, and start again.`, {
      cause,
    });
  if (!(cause instanceof DamagedDataError) && !DAMAGED.test(reason))
    return new Error(`The data directory ${path} cannot be used: ${reason}`, { cause });
  const copied = `is a copy that was made while it was in use, and is not complete (${reason}). Make a backup of the original (${HOW_TO_BACK_UP}) and restore it instead.`;
  const damaged = `is damaged (${reason}). Move the directory away and restore the last backup into a new one. A copy that was made while the database was in use is damaged as well: make a backup of the original instead (${HOW_TO_BACK_UP}).`;
  return new Error(`The file data.mdb in ${path} ${looksCopied(path) ? copied : damaged}`, { cause });
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
