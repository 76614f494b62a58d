import { crc32 } from 'node:zlib';
import { type Database, open, type RootDatabase } from 'lmdb';
import { MongoError } from '../errors.ts';
import { allocateLockFile } from './lock-file.ts';
import { fewerThan, isOutOfDisk, pieceOf } from './pieces.ts';
import { checkRoomForNewFile, NoRoomError, type Purpose, Room, type Table } from './room.ts';
import { statistics } from './statistics.ts';
import { idPrefix } from './storage-keys.ts';
import { WriteGate } from './write-gate.ts';

type Bytes = Database<Buffer, Buffer>;

const FORMAT = 2;
const FORMAT_KEY = Buffer.from('format');

const CHECKSUM_BYTES = 4;

const FIRST_CHUNK = 32;

const LARGEST_CHUNK = 1024;

const LOOKS_PER_TRIM = 64;

const MOST_GROWTH = 96 * 1024 * 1024;

export const NO_VALUE = Buffer.alloc(1);

/** Once every block of the data file was seen to be there, and not only claimed. */
const SOLID_KEY = Buffer.from('solid');

interface Task {
  run: () => unknown;
  purpose: Purpose;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

interface PieceOptions<S> {
  purpose?: Purpose;
  /** What is told when the disk has no room for one change more. Without it, the error is. */
  refused?: (state: S, error: unknown) => S;
}

/**
 * One LMDB environment: `documents` by collection and record number, `indexes` by index, values and record
 * number, `catalog` by namespace, `meta` for the rest.
 */
export interface Tables extends Record<Table, Bytes> {
  root: RootDatabase<Buffer, Buffer>;
}

const BINARY = { keyEncoding: 'binary', encoding: 'binary' } as const;

// Without overlappingSync a commit returns when its pages are on the disk: LMDB's plain, durable commit.
const openRoot = (path: string, readOnly: boolean) =>
  open<Buffer, Buffer>({ path, ...BINARY, maxDbs: 8, noSubdir: false, overlappingSync: false, readOnly });

function openTables(root: RootDatabase<Buffer, Buffer>): Tables {
  const table = (name: Table): Bytes => root.openDB(name, { ...BINARY });
  return {
    root,
    documents: table('documents'),
    indexes: table('indexes'),
    catalog: table('catalog'),
    meta: table('meta'),
  };
}

export class Storage {
  /** Called after a transaction came to nothing, so that what was remembered of it is read again. */
  onAbort: () => void = () => {};
  private tables: Tables;
  private readonly room: Room | undefined;
  private queue: Task[] = [];
  private draining: NodeJS.Immediate | undefined;
  private readonly path: string;
  private readonly mostGrowthBytes: number;
  private readonly gate: WriteGate;
  private looks = 0;
  private isClosed = false;
  private openedWithBytes = 0;

  constructor(
    path: string,
    { readOnly = false, mostGrowthBytes = MOST_GROWTH, gate = new WriteGate() } = {},
  ) {
    this.path = path;
    this.gate = gate;
    this.mostGrowthBytes = mostGrowthBytes;
    allocateLockFile(path);
    if (!readOnly) checkRoomForNewFile(path);
    const root = openRoot(path, readOnly);
    if (!readOnly) {
      const room = new Room(path, () => statistics(this.tables ?? { root }));
      this.room = room;
      gate.pass(() =>
        root.transactionSync(() => {
          room.begin();
          room.use('own');
        }),
      );
    }
    this.tables = openTables(root);
    this.openedWithBytes = process.memoryUsage.rss();
    this.checkFormat(readOnly);
  }

  get root() {
    return this.tables.root;
  }
  get documents() {
    return this.tables.documents;
  }
  get indexes() {
    return this.tables.indexes;
  }
  get catalog() {
    return this.tables.catalog;
  }
  get meta() {
    return this.tables.meta;
  }
  /**
   * Opens the file anew when reading it has made the process large: its pages count as memory until they are
   * unmapped. For use between two transactions, where nothing is held in LMDB; keys and values are copies.
   */
  trim(): void {
    if (++this.looks % LOOKS_PER_TRIM > 0) return;
    if (process.memoryUsage.rss() - this.openedWithBytes < this.mostGrowthBytes) return;
    void this.root.close();
    try {
      this.tables = openTables(openRoot(this.path, false));
    } catch (cause) {
      // Without its file there is nothing to go on with.
      setImmediate(() => {
        throw new Error(`The data directory ${this.path} cannot be used any more`, { cause });
      });
      throw cause;
    }
    this.openedWithBytes = process.memoryUsage.rss();
  }

  private checkFormat(readOnly: boolean): void {
    if (this.meta.get(FORMAT_KEY) === undefined && !readOnly) this.writeNow(() => this.setFormat());
    if (this.format > FORMAT)
      throw new Error(`The data is in format ${this.format}, and this version reads up to format ${FORMAT}.`);
  }

  get format(): number {
    return this.meta.get(FORMAT_KEY)?.[0] ?? FORMAT;
  }

  setFormat(): void {
    this.put('meta', FORMAT_KEY, Buffer.from([FORMAT]));
  }

  /** Only inside a write, as is `remove`. */
  put(table: Table, key: Buffer, value: Buffer): void {
    this.room?.put(table, key.length, value.length);
    this.tables[table].putSync(key, value);
  }

  remove(table: Table, key: Buffer): void {
    this.room?.remove(table);
    this.tables[table].removeSync(key);
  }

  /** For the owner of the directory: sees to it that what is in the file can be written over on a full disk. */
  solidify(): void {
    this.writeNow(() => {
      if (this.meta.get(SOLID_KEY) && !this.room?.hasHoles) return;
      this.room?.fillHoles();
      if (!this.meta.get(SOLID_KEY)) this.put('meta', SOLID_KEY, NO_VALUE);
    });
  }

  /** A write of the program itself, at its start or end, when nobody else writes. */
  writeNow<T>(run: () => T): T {
    return this.transaction(() => {
      this.room?.use('own');
      return run();
    });
  }

  /**
   * Runs a task inside a write transaction and resolves when it is on the disk. Tasks that wait at the same time
   * share one commit. A task sees what those before it wrote, and nothing runs beside it.
   */
  write<T>(run: () => T, purpose: Purpose = 'keep'): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.isClosed) throw new MongoError(11600, 'The database is being stopped');
      this.queue.push({ run, purpose, resolve, reject });
      this.draining ??= setImmediate(() => this.drain());
    });
  }

  /**
   * Work that takes several writes, others having their turn in between. A piece begins where the one before it
   * ended and makes changes as long as it may; one that the disk has no room for is done again with fewer changes.
   */
  async inPieces<S>(
    state: S,
    piece: (state: S, mayGoOn: () => boolean) => { state: S; isDone: boolean },
    { purpose = 'keep', refused }: PieceOptions<S> = {},
  ): Promise<S> {
    let [most, current, isDone] = [Number.POSITIVE_INFINITY, state, false];
    while (!isDone) {
      try {
        const begun = current;
        ({ state: current, isDone } = await this.write(() => piece(begun, pieceOf(most)), purpose));
      } catch (error) {
        if (!isOutOfDisk(error)) throw error;
        const fewer = fewerThan(most);
        if (fewer === undefined && refused) return refused(current, error);
        if (fewer === undefined) throw error;
        most = fewer;
      }
    }
    return current;
  }

  private transaction<T>(run: () => T): T {
    return this.gate.pass(() =>
      this.root.transactionSync(() => {
        this.room?.begin();
        return run();
      }),
    );
  }

  private drain(): void {
    this.draining = undefined;
    const tasks = this.queue.splice(0);
    if (tasks.length === 0 || this.commit(tasks)) return;
    // One of them failed half-way and nothing was kept: alone, only the faulty one fails.
    for (const task of tasks) this.commit([task], true);
  }

  private commit(tasks: Task[], alone = tasks.length === 1): boolean {
    const answers: (() => void)[] = [];
    try {
      this.transaction(() => {
        for (const task of tasks) {
          this.room?.use(task.purpose);
          answers.push(attempt(task));
        }
      });
    } catch (error) {
      this.onAbort();
      if (alone) tasks[0]?.reject(storageError(error));
      return alone;
    }
    for (const answer of answers) answer();
    return true;
  }

  async close(): Promise<void> {
    if (this.draining) clearImmediate(this.draining);
    if (this.queue.length > 0) this.drain();
    this.isClosed = true;
    await this.root.close();
    this.room?.close();
  }
}

/** A refusal in MongoDB's terms comes before anything is written; any other error undoes the transaction. */
function attempt({ run, resolve, reject }: Task): () => void {
  try {
    const value = run();
    return () => resolve(value as never);
  } catch (error) {
    if (error instanceof MongoError) return () => reject(error);
    throw error;
  }
}

export function storageError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NoRoomError)
    return new MongoError(
      14031,
      `${message}: nothing of this write was kept. It can be tried again when there is room.`,
    );
  // LMDB reports a write that the disk took only in part as an input/output error.
  if (/no space|ENOSPC|quota|too large|MDB_MAP_FULL|input\/output/i.test(message)) {
    return new MongoError(14031, `The disk is full or failing: nothing of this write was kept (${message}).`);
  }
  return new MongoError(8, `The write failed and nothing of it was kept: ${message}`);
}

/** Documents carry a checksum: a damaged one is reported and never given out. */
export function seal(bson: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(bson.length + CHECKSUM_BYTES);
  sealed.set(bson, 0);
  sealed.writeUInt32BE(crc32(bson), bson.length);
  return sealed;
}

export function unseal(sealed: Buffer): Buffer {
  const bson = sealed.subarray(0, sealed.length - CHECKSUM_BYTES);
  if (sealed.length < CHECKSUM_BYTES + 5 || crc32(bson) !== sealed.readUInt32BE(bson.length)) {
    throw new MongoError(
      8,
      'A stored document is damaged: restore the last backup into a new data directory.',
    );
  }
  return bson;
}

/**
 * The keys in [low, high), read in chunks that begin again after the last key: nothing stays open in LMDB while
 * the caller does something else, and what others write in between may be seen or not, as in MongoDB.
 */
export function* keysBetween(
  storage: Storage,
  table: 'documents' | 'indexes',
  low: Buffer,
  high: Buffer,
  reverse = false,
): Generator<Buffer> {
  let [from, fresh, limit] = [reverse ? high : low, true, FIRST_CHUNK];
  for (;;) {
    const range = reverse
      ? { start: from, end: low, reverse, limit, exclusiveStart: true, inclusiveEnd: true }
      : { start: from, end: high, limit, exclusiveStart: !fresh };
    const keys = [...storage[table].getKeys(range)];
    yield* keys;
    if (keys.length < limit) return;
    from = keys[keys.length - 1] as Buffer;
    fresh = false;
    limit = Math.min(limit * 2, LARGEST_CHUNK);
  }
}

/** All keys of one collection's documents, or of one index. */
export const keysOf = (storage: Storage, table: 'documents' | 'indexes', id: number, reverse = false) =>
  keysBetween(storage, table, idPrefix(id), idPrefix(id + 1), reverse);
