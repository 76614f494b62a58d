import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** LMDB's format: a page has a header, then offsets that count from its end; two meta pages begin the file. */
const HEADER_BYTES = 24;
const NODE_BYTES = 8;
const MAGIC = 0xbeefc0de;
/** Of LMDB's format; another one is LMDB's to judge. */
const VERSION = 2;
const [BRANCH, LEAF, OVERFLOW] = [1, 2, 4];
const [ON_OVERFLOW_PAGES, TREE] = [1, 2];
const [VERSION_AT, PAGE_SIZE_AT, FREE_TREE_AT, MAIN_TREE_AT, LAST_PAGE_AT, TRANSACTION_AT] = [
  28, 48, 48, 96, 144, 152,
];
const ROOT_IN_TREE = 40;
const META_BYTES = 168;
/** LMDB may leave its very last pages unwritten when they were freed in the same transaction. */
const UNWRITTEN_PAGES = 256;

export class DamagedDataError extends Error {}

interface Meta {
  version: number;
  pageSize: number;
  lastPage: number;
  transaction: number;
  roots: number[];
}

/**
 * Looks at the file before LMDB maps it: a cut file or a page that is not what its tree says would end the process,
 * or end a search early, and not throw. It only reads: another process may be using the file.
 */
export function checkDataFile(dataDir: string): void {
  const path = join(dataDir, 'data.mdb');
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size > 0) checkOpen(file);
  } finally {
    closeSync(file);
  }
}

function checkOpen(file: number): void {
  const meta = newestMeta(file);
  try {
    const [size, needed] = [fstatSync(file).size, (meta.lastPage + 1) * meta.pageSize];
    if (needed - size > UNWRITTEN_PAGES * meta.pageSize)
      throw new DamagedDataError(`it has ${size} bytes of ${needed}`);
    if (meta.version === VERSION) checkTrees(file, meta);
  } catch (error) {
    // Somebody is writing: pages may have been used again meanwhile, and the directory is not ours to judge.
    if (newestMeta(file).transaction === meta.transaction) throw error;
  }
}

function newestMeta(file: number): Meta {
  const first = metaAt(file, 0);
  const second = metaAt(file, first?.pageSize ?? 4096);
  if (!first || !second) throw new DamagedDataError('its beginning is not that of a database');
  const newest = second.transaction > first.transaction ? second : first;
  return { ...newest, lastPage: Math.max(first.lastPage, second.lastPage) };
}

function metaAt(file: number, at: number): Meta | undefined {
  const bytes = Buffer.alloc(META_BYTES);
  if (readSync(file, bytes, 0, META_BYTES, at) < META_BYTES) return undefined;
  if (bytes.readUInt32LE(HEADER_BYTES) !== MAGIC) return undefined;
  return {
    version: bytes.readUInt32LE(VERSION_AT),
    pageSize: bytes.readUInt32LE(PAGE_SIZE_AT),
    lastPage: uint64(bytes, LAST_PAGE_AT),
    transaction: uint64(bytes, TRANSACTION_AT),
    roots: [FREE_TREE_AT, MAIN_TREE_AT].map((at) => uint64(bytes, at + ROOT_IN_TREE)),
  };
}

/** Page and transaction numbers stay far below 2^53; all ones, for no page, does not. */
const uint64 = (bytes: Buffer, at: number): number =>
  bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;

const NO_PAGE = 2 ** 64;

const damaged = (page: number) => new DamagedDataError(`page ${page} is not what it should be`);

/** Every page that can be reached is the page it says it is, and what it holds lies inside of it. */
function checkTrees(file: number, { pageSize, lastPage, roots }: Meta): void {
  const buffers: Buffer[] = [];
  let visited = 0;

  const pageAt = (number: number, depth: number, kinds: number): Buffer => {
    buffers[depth] ??= Buffer.alloc(pageSize);
    const page = buffers[depth];
    const isThere = number <= lastPage && ++visited <= lastPage;
    if (!isThere || readSync(file, page, 0, pageSize, number * pageSize) < pageSize)
      throw new DamagedDataError(`it refers to page ${number}, which it does not have`);
    if (uint64(page, 0) !== number || (page.readUInt16LE(18) & kinds) === 0) throw damaged(number);
    return page;
  };

  const checkPage = (number: number, depth: number): void => {
    const page = pageAt(number, depth, BRANCH | LEAF);
    const isLeaf = (page.readUInt16LE(18) & LEAF) !== 0;
    const [offsetBytes, lowest] = [page.readUInt16LE(20), page.readUInt16LE(22)];
    if (offsetBytes > lowest || lowest > pageSize - HEADER_BYTES) throw damaged(number);
    for (let at = 0; at < offsetBytes; at += 2) {
      const node = page.readUInt16LE(HEADER_BYTES + at) + HEADER_BYTES;
      if (node + NODE_BYTES > pageSize) throw damaged(number);
      const [size, flags, keyBytes] = [
        page.readUInt32LE(node),
        page.readUInt16LE(node + 4),
        page.readUInt16LE(node + 6),
      ];
      const data = node + NODE_BYTES + keyBytes;
      if (!isLeaf) checkPage(size + flags * 2 ** 32, depth + 1);
      else if (data + (flags === ON_OVERFLOW_PAGES ? NODE_BYTES : size) > pageSize) throw damaged(number);
      else if (flags === ON_OVERFLOW_PAGES) pageAt(uint64(page, data), depth + 1, OVERFLOW);
      else if (flags === TREE) checkTree(uint64(page, data + ROOT_IN_TREE), depth + 1);
    }
  };

  const checkTree = (root: number, depth: number): void => {
    if (root < NO_PAGE) checkPage(root, depth);
  };

  for (const root of roots) checkTree(root, 0);
}
