const minuteMs = 60_000;

/**
 * How long to wait after so many tries in vain: twice as long each time. From a minute to an hour, unless it is said
 * otherwise.
 */
export const growingDelayMs = (
  tries: number,
  { shortestMs = minuteMs, longestMs = 60 * minuteMs }: { shortestMs?: number; longestMs?: number } = {},
): number => Math.min(shortestMs * 2 ** tries, longestMs);
