import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isOutOfRoom, NoRoomError } from './room.ts';

/** What LMDB makes it: a head and 126 readers of 64 bytes. */
const BYTES = 8272;
const BLOCK_BYTES = 4096;

/**
 * LMDB leaves its lock file full of holes and writes into it through memory, which ends the process when the disk has
 * no block left for one. So the blocks are there before it is opened. Each is made by its last byte, which fills up
 * some reader's 64 bytes and means nothing.
 */
export function allocateLockFile(directory: string): void {
  const path = join(directory, 'lock.mdb');
  // Closing a file ends this process's locks on it, so one that may be in use here must not be opened.
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && found.size >= BYTES && found.blocks * 512 >= found.size) return;
  try {
    const file = openSync(path, found ? 'r+' : 'w', 0o600);
    try {
      const size = fstatSync(file).size;
      if (size < BYTES) writeSync(file, Buffer.alloc(BYTES - size), 0, BYTES - size, size);
      for (let end = BLOCK_BYTES; end < size + BLOCK_BYTES; end += BLOCK_BYTES)
        writeSync(file, Buffer.alloc(1), 0, 1, Math.min(end, size) - 1);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isOutOfRoom(error)) throw new NoRoomError(String(error.code), error);
    // Whatever else is wrong with it is LMDB's to say.
  }
}
