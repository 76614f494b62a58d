const shortestMs = 60_000;
const longestMs = 60 * 60_000;

/** How long to wait after so many tries in vain: a minute at first, twice as long each time, an hour at most. */
export const growingDelayMs = (tries: number): number =>
  Math.min(shortestMs * 2 ** Math.min(tries, 10), longestMs);
