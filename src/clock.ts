/** Tells the time. The program has one; everything below the entry points is given `now` instead. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
