import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

const PAGE_HEADER_BYTES = 24;
const MAGIC = 0xbeefc0de;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const META_BYTES = 168;
/** LMDB may leave its very last pages unwritten when they were freed in the same transaction. */
const UNWRITTEN_PAGES = 256;

export class DamagedDataError extends Error {}

/**
 * Looks at the file before LMDB maps it: touching a page that a cut file does not have would end the process, not
 * throw. A file that is short by a few pages is filled up, which changes nothing that it holds.
 */
export function checkDataFile(dataDir: string): void {
  const path = join(dataDir, 'data.mdb');
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    if (size === 0) return;
    const pageSize = metaAt(file, 0, size)?.pageSize ?? 4096;
    const metas = [metaAt(file, 0, size), metaAt(file, pageSize, size)];
    if (!metas.every((meta) => meta !== undefined))
      throw new DamagedDataError('its beginning is not that of a database');
    const needed = Math.max(...metas.map((meta) => (meta.lastPage + 1) * meta.pageSize));
    if (needed - size > UNWRITTEN_PAGES * pageSize)
      throw new DamagedDataError(`it has ${size} bytes of ${needed}`);
    if (needed > size) ftruncateSync(file, needed);
  } finally {
    closeSync(file);
  }
}

function metaAt(file: number, at: number, size: number): { pageSize: number; lastPage: number } | undefined {
  const bytes = Buffer.alloc(META_BYTES);
  if (at + META_BYTES > size || readSync(file, bytes, 0, META_BYTES, at) < META_BYTES) return undefined;
  if (bytes.readUInt32LE(PAGE_HEADER_BYTES) !== MAGIC) return undefined;
  return {
    pageSize: bytes.readUInt32LE(PAGE_SIZE_AT),
    lastPage: Number(bytes.readBigUInt64LE(LAST_PAGE_AT)),
  };
}
