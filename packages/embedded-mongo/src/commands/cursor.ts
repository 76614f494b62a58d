import { Long } from 'bson';
import { MongoError } from '../errors.ts';
import { type Doc, encode } from '../values/bson-document.ts';
import { cursorReply } from './cursor-reply.ts';

const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60 * 1000;
const MOST_OF_ONE = 256;
const MOST = 1024;

/** Documents, or their BSON where it is at hand. */
export type Results = Iterator<Doc | Uint8Array> | AsyncIterator<Doc | Uint8Array>;

interface Options {
  batchSize?: number | undefined;
  /** The client wants no more than the first batch. */
  singleBatch?: boolean | undefined;
  /** How many documents there can be at most; 0 for any number. */
  limit?: number;
  /** Hears how long nobody had asked for more. */
  resumed?: (idleMs: number) => void;
}

interface Open extends Required<Pick<Options, 'resumed'>> {
  ns: string;
  connectionId: number;
  results: Results;
  pending?: Uint8Array | undefined;
  usedAt: number;
  left: number;
}

/**
 * Results that clients have not read to the end. One that opens more than its share loses those that it has not read
 * from for longest, as if they had been idle for too long; so does whoever has most when all together are too many.
 */
export class Cursors {
  private readonly open = new Map<string, Open>();
  // Above 2^53, as nearly all of MongoDB's are: a client would take a smaller one for a number, and send a double back.
  private last = (1n << 62n) | (BigInt(Math.floor(Math.random() * 2 ** 40)) << 20n);

  async first(
    { ns, connectionId }: { ns: string; connectionId: number },
    results: Results,
    options: Options,
  ): Promise<Uint8Array> {
    const { batchSize = FIRST_BATCH, singleBatch, limit, resumed = () => {} } = options;
    const left = limit || Number.POSITIVE_INFINITY;
    const cursor: Open = { ns, connectionId, results, resumed, usedAt: 0, left };
    const { batch, ended } = await fill(cursor, batchSize);
    if (ended || singleBatch) {
      if (!ended) await results.return?.();
      return cursorReply('firstBatch', batch, Long.ZERO, ns);
    }
    const id = Long.fromBigInt(++this.last);
    this.open.set(id.toString(), cursor);
    this.keepFew(connectionId);
    return cursorReply('firstBatch', batch, id, ns);
  }

  get count(): number {
    return this.open.size;
  }

  private keepFew(connectionId: number): void {
    const counts = new Map<number, number>();
    for (const cursor of this.open.values())
      counts.set(cursor.connectionId, (counts.get(cursor.connectionId) ?? 0) + 1);
    if ((counts.get(connectionId) ?? 0) > MOST_OF_ONE) this.closeOldest(connectionId);
    else if (this.open.size > MOST) {
      const [[most] = [connectionId]] = [...counts].sort(([, a], [, b]) => b - a);
      this.closeOldest(most);
    }
  }

  /** The map is in the order of last use. */
  private closeOldest(connectionId: number): void {
    for (const [key, cursor] of this.open) {
      if (cursor.connectionId !== connectionId) continue;
      this.close(key);
      return;
    }
  }

  private close(key: string): void {
    const cursor = this.open.get(key);
    this.open.delete(key);
    void Promise.resolve(cursor?.results.return?.()).catch(() => {
      // Nobody is there to hear of it.
    });
  }

  async more(id: Long, ns: string, batchSize: number | undefined): Promise<Uint8Array> {
    const key = id.toString();
    const cursor = this.open.get(key);
    if (!cursor) throw new MongoError(43, `cursor id ${key} not found`);
    if (cursor.ns !== ns) throw new MongoError(13, `cursor id ${key} belongs to ${cursor.ns}, not to ${ns}`);
    cursor.resumed(Date.now() - cursor.usedAt);
    try {
      const { batch, ended } = await fill(cursor, batchSize || Number.POSITIVE_INFINITY);
      const isOpen = this.open.delete(key);
      if (!ended && isOpen) this.open.set(key, cursor);
      return cursorReply('nextBatch', batch, ended ? Long.ZERO : id, ns);
    } catch (error) {
      this.open.delete(key);
      throw error;
    }
  }

  async kill(id: Long): Promise<boolean> {
    const cursor = this.open.get(id.toString());
    this.open.delete(id.toString());
    await cursor?.results.return?.();
    return cursor !== undefined;
  }

  closeIdle(): void {
    for (const [key, { usedAt }] of this.open) {
      if (Date.now() - usedAt > IDLE_MS) this.close(key);
    }
  }
}

async function fill(cursor: Open, most: number): Promise<{ batch: Uint8Array[]; ended: boolean }> {
  const batch: Uint8Array[] = [];
  let [size, ended] = [0, false];
  while (batch.length < most && !ended) {
    const bytes = cursor.pending ?? (await nextBytes(cursor.results));
    cursor.pending = undefined;
    if (!bytes) ended = true;
    else if (batch.length > 0 && size + bytes.length > MAX_BATCH_BYTES) {
      cursor.pending = bytes;
      break;
    } else {
      batch.push(bytes);
      size += bytes.length;
    }
  }
  cursor.left -= batch.length;
  cursor.usedAt = Date.now();
  return { batch, ended: ended || cursor.left <= 0 };
}

async function nextBytes(results: Results): Promise<Uint8Array | undefined> {
  const { value, done } = await results.next();
  if (done) return undefined;
  return value instanceof Uint8Array ? value : encode(value);
}
