import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK_BYTES = 1024 * 1024;
/** More than an owner's record has. */
const OVERLAP_BYTES = 4096;
const FIELD = Buffer.from('dataFile\0');

/** Which file it is, on which disk: a copy is another one. */
export function dataFileId(directory: string): string {
  const { dev, ino } = statSync(join(directory, 'data.mdb'), { bigint: true });
  return `${dev}:${ino}`;
}

/**
 * Whether every owner that this file knows of had another file. For one that LMDB cannot read, so its bytes are looked
 * through: they hold the owners' BSON, also in pages that are free again.
 */
export function looksCopied(directory: string): boolean {
  try {
    const known = ownersIn(join(directory, 'data.mdb'));
    return known.size > 0 && !known.has(dataFileId(directory));
  } catch {
    return false;
  }
}

function ownersIn(path: string): Set<string> {
  const file = openSync(path, 'r');
  const ids = new Set<string>();
  const chunk = Buffer.alloc(CHUNK_BYTES + OVERLAP_BYTES);
  try {
    for (let at = 0; ; at += CHUNK_BYTES) {
      const length = readSync(file, chunk, 0, chunk.length, at);
      for (const id of idsIn(chunk.subarray(0, length))) ids.add(id);
      if (length < chunk.length) return ids;
    }
  } finally {
    closeSync(file);
  }
}

/** A BSON string is its type, its name, its length in four bytes, and the text. */
function* idsIn(bytes: Buffer): Generator<string> {
  for (let at = bytes.indexOf(FIELD); at >= 0; at = bytes.indexOf(FIELD, at + 1)) {
    const start = at + FIELD.length + 4;
    const text = bytes.toString('latin1', start, bytes.indexOf(0, start));
    if (/^\d+:\d+$/.test(text)) yield text;
  }
}
