import pTimeout from 'p-timeout';
import type { Deps } from '../deps.ts';
import { isDatabaseError } from '../errors.ts';
import type { Unstored } from '../views/unstored.ts';

/** How long a waiting person is kept before they get their text back (Slack itself gives up after three seconds). */
const databaseLimitMs = 2_000;

/** Whether something is stored by the time that a person has to be answered. */
export type Stored<T> = ({ kind: 'stored'; outcome: T } | { kind: Unstored }) & {
  /** What it came to, however long that took; undefined when it failed. Never rejects. */
  atLast: Promise<T | undefined>;
};

/** Waits for work that stores something, as long as a person can wait for it, and logs why it is not stored by then. */
export const storedInTime = <T>(
  { logger }: Pick<Deps, 'logger'>,
  feature: string,
  work: Promise<T>,
): Promise<Stored<T>> => {
  const atLast = work.catch((error: unknown) => {
    logger.error({ feature, err: error }, 'it could not be stored');
    return undefined;
  });
  const settled = work.then(
    (outcome): Stored<T> => ({ kind: 'stored', outcome, atLast }),
    (error: unknown): Stored<T> => ({ kind: isDatabaseError(error) ? 'database-failed' : 'failed', atLast }),
  );
  const underWay = (): Stored<T> => {
    logger.error({ feature }, 'it could not be stored in time');
    return { kind: 'under-way', atLast };
  };
  return pTimeout(settled, { milliseconds: databaseLimitMs, fallback: underWay });
};
