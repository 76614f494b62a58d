import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { storyWithinMs } from '../../domain/recovery-end.ts';
import type { Recovery } from '../../models/recovery.ts';

/**
 * The win that tells it and stands. Whoever told it may have ended before that was written down, or before it was planned
 * to be posted.
 */
export const findStory = async (
  { store }: Pick<Deps, 'store'>,
  recovery: Recovery,
  now: Date,
): Promise<string | undefined> => {
  const { _id: recoveryId, storyFormId, storyWinId } = recovery;
  const win = await store.wins.findStory(recoveryId);
  if (!win) return undefined;
  const winId = win._id;
  if (winId === storyWinId || !storyFormId) return winId;
  await store.deliveries.plan({ key: deliveryKey.win(winId), kind: 'win', winId }, now);
  await store.recoveries.recordStory(recoveryId, storyFormId, winId, now);
  return winId;
};

/** Sees to a story whose form came, and says when to look for it again: as long as it may still be on its way. */
export const followStory = async (
  deps: Pick<Deps, 'store'>,
  recovery: Recovery,
  now: Date,
): Promise<Date | undefined> => {
  const { storyFormId, storyWinId, storyClaimedAt } = recovery;
  if (!storyFormId || storyWinId || !storyClaimedAt) return undefined;
  if (await findStory(deps, recovery, now)) return undefined;
  const until = new Date(storyClaimedAt.getTime() + storyWithinMs);
  return until > now ? until : undefined;
};
