import type { Logger } from 'pino';

/** Work that goes on after its request is answered. Nothing in it is lost at a stop: `drain` waits for it. */
export interface Background {
  run(feature: string, work: () => Promise<unknown>): void;
  /** Counts work that somebody else awaits, so that a stop waits for it too. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way, or after the time limit: false. */
  drain(limitMs: number): Promise<boolean>;
}

export const createBackground = (logger: Logger): Background => {
  const underWay = new Set<Promise<unknown>>();

  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(settled);
    void settled.then(() => underWay.delete(settled));
    return work;
  };

  return {
    track,

    run(feature, work) {
      void track(
        work().catch((error: unknown) => logger.error({ feature, err: error }, 'background work failed')),
      );
    },

    async drain(limitMs) {
      const limit = AbortSignal.timeout(limitMs);
      const expired = new Promise<void>((resolve) =>
        limit.addEventListener('abort', () => resolve(), { once: true }),
      );
      while (underWay.size > 0 && !limit.aborted) await Promise.race([Promise.all(underWay), expired]);
      return underWay.size === 0;
    },
  };
};
