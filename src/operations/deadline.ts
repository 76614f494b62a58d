import { DatabaseTimeoutError } from '../errors.ts';

/** How long a waiting person is kept before they get their text back (Slack itself gives up after three seconds). */
export const databaseLimitMs = 2_000;

/** Rejects with DatabaseTimeoutError when the work takes longer; the work itself goes on. */
export const withDeadline = async <T>(work: Promise<T>, limitMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseTimeoutError(`No answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
};
