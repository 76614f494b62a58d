import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { decode, encode, toNumber } from '../values/bson-document.ts';
import { dataFileId } from './copied.ts';
import { type Storage, storageError } from './storage.ts';

/** Which process serves a data directory. It is a record in LMDB, whose write lock decides every race. */
interface Owner {
  token: string;
  pid: number;
  startedAt: string;
  socketPath: string;
  /** Which file it opened. An earlier version did not note it. */
  dataFile: string | undefined;
}

const OWNER = Buffer.from('owner');

export class DirectoryInUseError extends Error {}

export const HOW_TO_BACK_UP = 'npm run backup, or embedded-mongo backup';

/** Takes the directory over for this process, or throws when another one that is alive has it. */
export async function takeOwnership(
  storage: Storage,
  dataDir: string,
  socketPath: string,
): Promise<() => void> {
  const mine: Owner = {
    token: randomUUID(),
    pid: process.pid,
    startedAt: startTimeOf(process.pid) ?? '',
    socketPath,
    dataFile: dataFileId(dataDir),
  };
  for (;;) {
    const seen = readOwner(storage);
    if (seen && (isAlive(seen) || (await isListening(seen.socketPath)))) {
      if (seen.dataFile !== undefined && seen.dataFile !== mine.dataFile)
        throw new DirectoryInUseError(
          `The data directory ${dataDir} is a copy that was made while process ${seen.pid} was using the original, and may lack a part: make a backup of the original (${HOW_TO_BACK_UP}) and restore it instead.`,
        );
      throw new DirectoryInUseError(
        `The data directory ${dataDir} is in use by process ${seen.pid}: stop that process first, or use another directory.`,
      );
    }
    if (swapOwner(storage, seen?.token, mine)) break;
  }
  return () => {
    try {
      storage.writeNow(() => {
        if (readOwner(storage)?.token === mine.token) storage.remove('meta', OWNER);
      });
    } catch {
      // On a full disk the record stays, and is that of a dead process for whoever comes next.
    }
  };
}

function swapOwner(storage: Storage, expected: string | undefined, next: Owner): boolean {
  try {
    return storage.writeNow(() => {
      if (readOwner(storage)?.token !== expected) return false;
      storage.put('meta', OWNER, Buffer.from(encode({ ...next })));
      return true;
    });
  } catch (cause) {
    throw storageError(cause);
  }
}

function readOwner(storage: Storage): Owner | undefined {
  const bytes = storage.meta.get(OWNER);
  if (!bytes) return undefined;
  const { token, pid, startedAt, socketPath, dataFile } = decode(bytes);
  return {
    token: String(token),
    pid: toNumber(pid) ?? 0,
    startedAt: String(startedAt),
    socketPath: String(socketPath),
    dataFile: typeof dataFile === 'string' ? dataFile : undefined,
  };
}

/** Process numbers are used again: it is the same process only when it also started at the same time. */
function isAlive({ pid, startedAt }: Owner): boolean {
  const running = startTimeOf(pid);
  return running !== undefined && running === startedAt;
}

function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .toString()
        .trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing any more. The boot id keeps ticks of different boots apart.
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Finds an owner in another container, whose process numbers mean nothing here. */
function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}
