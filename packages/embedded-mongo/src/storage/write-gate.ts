import { MongoError } from '../errors.ts';

const [OPEN, WRITING, CLOSED] = [0, 1, 2];

/**
 * Keeps a process from ending in the middle of a write transaction. Node ends a worker's JavaScript wherever it is, and
 * LMDB, whose lock is then held for good, waits for that lock in its clean-up: the process would never end.
 * The thread that writes and the one that ends the process share the memory.
 */
export class WriteGate {
  readonly memory: SharedArrayBuffer;
  private readonly state: Int32Array;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.state = new Int32Array(memory);
  }

  /** Runs a write transaction. Rejected as MongoDB rejects what comes during its shutdown, once the gate is closed. */
  pass<T>(transaction: () => T): T {
    if (Atomics.compareExchange(this.state, 0, OPEN, WRITING) === CLOSED)
      throw new MongoError(11600, 'The database is being stopped');
    try {
      return transaction();
    } finally {
      Atomics.store(this.state, 0, OPEN);
      Atomics.notify(this.state, 0);
    }
  }

  /** Lets the transaction that runs end, and no other begin. False when it takes longer than the limit. */
  close(limitMs: number): boolean {
    const ends = performance.now() + limitMs;
    while (Atomics.compareExchange(this.state, 0, OPEN, CLOSED) === WRITING) {
      const leftMs = ends - performance.now();
      if (leftMs <= 0) return false;
      Atomics.wait(this.state, 0, WRITING, leftMs);
    }
    return true;
  }
}
