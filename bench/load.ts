import { setTimeout as sleep } from 'node:timers/promises';

interface LoadOptions {
  count: number;
  perSecond: number;
  /** Rejects when the request failed. */
  send: (n: number) => Promise<void>;
  signal: AbortSignal;
}

export interface Sent {
  /** From the instant it was to start to the end of its answer. */
  latencyMs: number;
  /** How late it started, which is this program's own doing. */
  lateMs: number;
  error: string | undefined;
}

const sendOne = async (n: number, dueMs: number, send: LoadOptions['send']): Promise<Sent> => {
  const lateMs = performance.now() - dueMs;
  const error = await send(n).then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  return { latencyMs: performance.now() - dueMs, lateMs, error };
};

/**
 * Sends on schedule, whatever became of the requests before, as people do. A slow answer therefore shows in the
 * figures of all who came meanwhile.
 */
export const runLoad = async ({ count, perSecond, send, signal }: LoadOptions): Promise<Sent[]> => {
  const startMs = performance.now();
  const sent: Promise<Sent>[] = [];
  for (let n = 0; n < count; n += 1) {
    const dueMs = startMs + (n * 1000) / perSecond;
    const waitMs = Math.ceil(dueMs - performance.now());
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    sent.push(sendOne(n, dueMs, send));
  }
  return Promise.all(sent);
};
