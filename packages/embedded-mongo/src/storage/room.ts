import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { addPut, mostPages, mostPagesOfOne, type Tree, type Use, unused } from './demand.ts';

export type Table = 'documents' | 'indexes' | 'catalog' | 'meta';
const TABLES: Table[] = ['documents', 'indexes', 'catalog', 'meta'];

/**
 * What a write is for. On a full disk what makes room goes on when the rest is refused, and what a start or a stop
 * writes goes on after that.
 */
export type Purpose = 'keep' | 'remove' | 'own';

const SMALLEST_RESERVE_PAGES = 512;
const LARGEST_RESERVE_PAGES = 16_384;
const RESERVE_SHARE = 1 / 16;
/** The share of the reserve that a write has to leave. */
const LEFT_OVER: Record<Purpose, number> = { keep: 5 / 8, remove: 1 / 12, own: 0 };
/** For a write that the pages which became free inside of the file will most likely hold. */
const LEFT_OVER_WITH_FREE_PAGES = 1 / 4;
const PLENTY_OF_FREE_PAGES = 4;
const SMALLEST_STEP_PAGES = 64;
const LARGEST_STEP_PAGES = 8192;
const STEP_SHARE = 1 / 8;

const ZEROS = Buffer.alloc(1024 * 1024);

/** These write what is there already to another place, so that pages of the file are no promise of room. */
const COPY_ON_WRITE = new Set([0x9123683e, 0x2fc12fc1, 0xca451a4e]);

export interface Statistics {
  pageSize: number;
  lastPage: number;
  trees: Record<Table, Tree>;
  main: Tree;
  free: Tree;
}

/** Why the disk gave no more, by what the system calls it. */
const REASONS: Record<string, string> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  EFBIG: 'The data file may not become larger (see ulimit -f)',
};

export const isOutOfRoom = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && String(error.code) in REASONS;

export class NoRoomError extends Error {
  constructor(code: string, cause?: unknown) {
    super(REASONS[code] ?? `The disk takes no more (${code})`, { cause });
  }
}

/** For this user. Some file systems do not say how large they are. */
function freeBytesOf(directory: string): number {
  const { blocks, bavail, bsize } = statfsSync(directory);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

/** A new file begins with the reserve. */
export function checkRoomForNewFile(directory: string): void {
  if ((statSync(join(directory, 'data.mdb'), { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  if (freeBytesOf(directory) < (SMALLEST_RESERVE_PAGES + SMALLEST_STEP_PAGES) * 4096)
    throw new NoRoomError('ENOSPC');
}

const pagesOf = ({ branchPages, leafPages, overflowPages }: Tree): number =>
  branchPages + leafPages + overflowPages;

/**
 * Keeps LMDB away from a full disk, which it does not survive (version 3.5.6 writes past a buffer when a page cannot be
 * written). The data file always ends in blocks that are written already. A transaction reports what it changes before
 * LMDB hears of it; the file grows first when those blocks might not do, and when it cannot, the transaction is undone.
 */
export class Room {
  private readonly file: number;
  private readonly directory: string;
  private readonly read: () => Statistics;
  private readonly isCopyOnWrite: boolean;
  private fileBytes: number;
  private refusal = 'ENOSPC';
  private seen: Statistics | undefined;
  private uses = newUses();
  private purpose: Purpose = 'keep';
  /** Changes until the next look, counted in pages. */
  private slack = 0;

  constructor(directory: string, read: () => Statistics) {
    this.directory = directory;
    this.read = read;
    this.file = openSync(join(directory, 'data.mdb'), 'r+');
    this.fileBytes = fstatSync(this.file).size;
    this.isCopyOnWrite = COPY_ON_WRITE.has(statfsSync(directory).type);
  }

  close(): void {
    closeSync(this.file);
  }

  /** Inside a transaction that begins: LMDB's lock keeps other processes from changing the file. */
  begin(): void {
    this.seen = undefined;
    this.uses = newUses();
    this.fileBytes = fstatSync(this.file).size;
  }

  /** What follows in this transaction is for. There must be room for its commit at least. */
  use(purpose: Purpose): void {
    this.purpose = purpose;
    this.slack = 0;
    this.take(1);
  }

  put(table: Table, keyBytes: number, valueBytes: number): void {
    const use = this.uses[table];
    const before = use.overflowPages;
    const seen = this.look();
    addPut(use, keyBytes, valueBytes, seen.pageSize);
    this.take(mostPagesOfOne(seen.trees[table]) + use.overflowPages - before);
  }

  remove(table: Table): void {
    this.uses[table].removes++;
    this.take(mostPagesOfOne(this.look().trees[table]));
  }

  private look(): Statistics {
    this.seen ??= this.read();
    return this.seen;
  }

  private take(pages: number): void {
    this.slack -= pages;
    if (this.slack >= 0) return;
    const spare = this.spare();
    if (spare < 0) throw new NoRoomError(this.refusal);
    this.slack = spare;
  }

  /** Pages that this transaction may still take, of those that are there or can be had. */
  private spare(): number {
    const { demand, reserve, freePages } = this.demand();
    const wanted = demand + Math.ceil(reserve * LEFT_OVER.keep);
    if (this.ahead() < wanted) this.growTo(demand + reserve);
    if (this.ahead() >= wanted) return this.ahead() - wanted;
    return this.ahead() - demand - Math.ceil(reserve * this.leftOver(demand, freePages));
  }

  private leftOver(demand: number, freePages: number): number {
    const isLikelyHeld = this.purpose === 'keep' && freePages > demand * PLENTY_OF_FREE_PAGES;
    return isLikelyHeld ? LEFT_OVER_WITH_FREE_PAGES : LEFT_OVER[this.purpose];
  }

  private demand() {
    const { lastPage, trees, main, free, pageSize } = this.look();
    const used = [...Object.values(trees), main, free].reduce((sum, tree) => sum + pagesOf(tree), 2);
    const freePages = Math.max(0, lastPage + 1 - used);
    const uses = TABLES.map((table) => ({ tree: trees[table], use: this.uses[table] }));
    const share = Math.ceil((lastPage + 1) * RESERVE_SHARE);
    return {
      demand: mostPages(uses, main, free, freePages, pageSize),
      reserve: Math.min(Math.max(share, SMALLEST_RESERVE_PAGES), LARGEST_RESERVE_PAGES),
      freePages,
    };
  }

  /** Pages at the end of the file that are written and that LMDB has not come to. */
  private ahead(): number {
    const { lastPage, pageSize } = this.look();
    const pages = Math.floor(this.fileBytes / pageSize) - (lastPage + 1);
    return this.isCopyOnWrite ? Math.min(pages, Math.floor(this.freeBytes() / pageSize)) : pages;
  }

  private freeBytes(): number {
    return freeBytesOf(this.directory);
  }

  /** In steps where the disk allows it, since each costs a walk through the file system. */
  private growTo(pages: number): void {
    const { lastPage, pageSize } = this.look();
    const size = (lastPage + 1 + pages) * pageSize;
    const share = Math.ceil((lastPage + 1) * STEP_SHARE);
    const step = Math.min(Math.max(share, SMALLEST_STEP_PAGES), LARGEST_STEP_PAGES) * pageSize;
    if (!this.grow(size + step)) this.grow(size);
  }

  private grow(size: number): boolean {
    const before = this.fileBytes;
    if (size <= before) return true;
    if (this.freeBytes() < size - before) {
      this.refusal = 'ENOSPC';
      return false;
    }
    try {
      for (let at = before; at < size; )
        at += writeSync(this.file, ZEROS, 0, Math.min(ZEROS.length, size - at), at);
      this.fileBytes = size;
      return true;
    } catch (error) {
      ftruncateSync(this.file, before);
      if (!isOutOfRoom(error)) throw error;
      this.refusal = error.code ?? 'ENOSPC';
      return false;
    }
  }

  /**
   * A file that an earlier version wrote may have holes where LMDB left pages out. They read as zeros, which no page
   * in use does, and zeros written there make blocks of them.
   */
  fillHoles(): void {
    const { pageSize } = this.look();
    const chunk = Buffer.allocUnsafe(ZEROS.length);
    for (let at = 0; at < this.fileBytes; at += chunk.length) {
      const length = readSync(this.file, chunk, 0, chunk.length, at);
      for (let page = 0; page < length; page += pageSize) {
        const end = Math.min(page + pageSize, length);
        if (chunk.compare(ZEROS, 0, end - page, page, end) === 0)
          writeSync(this.file, ZEROS, 0, end - page, at + page);
      }
    }
  }

  get hasHoles(): boolean {
    const { blocks, size } = fstatSync(this.file);
    return blocks * 512 < size;
  }
}

const newUses = (): Record<Table, Use> => ({
  documents: unused(),
  indexes: unused(),
  catalog: unused(),
  meta: unused(),
});
