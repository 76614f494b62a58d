/** The workspace's clock: the machine's, moved by an offset, with timers that a move makes due. */
export interface SandboxClock {
  now(): Date;
  ms(): number;
  offsetMs(): number;
  /** Runs every timer that the move made due, in the order in which they were due. */
  moveTo(instantMs: number): void;
  /** Returns a function that cancels it. */
  after(waitMs: number, run: () => void): () => void;
  cancelAll(): void;
}

interface Timer {
  dueMs: number;
  run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** Node fires a longer timeout at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const createClock = (): SandboxClock => {
  let offset = 0;
  const timers = new Set<Timer>();
  const ms = () => Date.now() + offset;

  const fire = (timer: Timer) => {
    timers.delete(timer);
    clearTimeout(timer.handle);
    timer.run();
  };
  const arm = (timer: Timer) => {
    clearTimeout(timer.handle);
    const waitMs = Math.min(Math.max(0, timer.dueMs - ms()), LONGEST_TIMEOUT_MS);
    timer.handle = setTimeout(() => (timer.dueMs > ms() ? arm(timer) : fire(timer)), waitMs);
  };

  return {
    now: () => new Date(ms()),
    ms,
    offsetMs: () => offset,
    moveTo(instantMs) {
      offset = instantMs - Date.now();
      const due = [...timers].filter((timer) => timer.dueMs <= instantMs).sort((a, b) => a.dueMs - b.dueMs);
      for (const timer of due) fire(timer);
      for (const timer of timers) arm(timer);
    },
    after(waitMs, run) {
      const timer: Timer = { dueMs: ms() + waitMs, run, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    cancelAll() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
};
