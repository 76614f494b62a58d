/** Tells the time. The program has one; everything below the entry points is given `now` instead. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * Makes the program's own zone UTC, whatever the server's is. node-cron rounds a time down in that zone, which in the
 * hour that clocks go back is an hour too early: it then stops for one or two hours.
 */
export const runInUtc = (): void => {
  process.env.TZ = 'UTC';
};
