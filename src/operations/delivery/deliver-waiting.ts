import type { Deps } from '../../deps.ts';

/** Sends what is due, and what waited for a wall that is there again. */
export const deliverWaiting = async (
  { store, outbox }: Pick<Deps, 'store' | 'outbox'>,
  now: Date,
): Promise<void> => {
  if ((await store.workspace.read()).wallChannelId) await store.deliveries.resumeWaiting(now);
  await outbox.deliverDue();
};
