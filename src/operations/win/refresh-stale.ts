import type { Deps } from '../../deps.ts';

const batchSize = 50;

/** Refreshes wall messages whose last update failed, as long as their channel is the wall. */
export const refreshStale = async ({
  store,
  clock,
  refreshWallMessage,
}: Pick<Deps, 'store' | 'clock' | 'refreshWallMessage'>): Promise<void> => {
  const { wallChannelId } = await store.workspace.read();
  if (!wallChannelId) return;
  for (const { _id: winId } of await store.wins.stale(wallChannelId, batchSize, clock.now()))
    await refreshWallMessage(winId);
};
