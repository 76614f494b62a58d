/**
 * Runs `work` for a key, one at a time. Calls that come while it runs are answered together by one more run, which
 * starts after the last of them: whatever they changed is in it.
 */
export const createCoalescer = <K, T = void>(work: (key: K) => Promise<T>): ((key: K) => Promise<T>) => {
  const running = new Map<K, Promise<T>>();
  const waiting = new Map<K, Promise<T>>();

  const run = (key: K): Promise<T> => {
    const done = work(key).finally(() => {
      if (running.get(key) === done) running.delete(key);
    });
    running.set(key, done);
    return done;
  };

  return (key) => {
    const current = running.get(key);
    if (!current) return run(key);
    const next =
      waiting.get(key) ??
      current
        .catch(() => undefined)
        .then(() => {
          waiting.delete(key);
          return run(key);
        });
    waiting.set(key, next);
    return next;
  };
};
