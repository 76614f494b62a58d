import { createHmac } from 'node:crypto';
import type { Deps } from '../../deps.ts';

/** A one-way print of a person's id: with its own salt for each erasure. */
export const printOf = (userId: string, salt: string): string =>
  createHmac('sha256', salt).update(userId).digest('hex');

/**
 * Whether what somebody did, or what it is about, is from before they had their data deleted: Slack goes on showing their
 * reactions and messages, and tells late of them. Read once, and asked of many.
 */
export const erasedBefore = async (
  { store }: Pick<Deps, 'store'>,
  now: Date,
): Promise<(userId: string, at: Date) => boolean> => {
  const prints = await store.erasures.prints(now);
  return (userId, at) =>
    prints.some(({ salt, hash, askedAt }) => at <= askedAt && printOf(userId, salt) === hash);
};
