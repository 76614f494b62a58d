/** Looks in the database for what is due, and does it. `isFirst` is the tick at start. */
export type Job = (now: Date, isFirst: boolean) => Promise<void>;
