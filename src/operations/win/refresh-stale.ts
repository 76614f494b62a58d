import type { Deps } from '../../deps.ts';

const batchSize = 50;

/** Refreshes wall messages whose last update failed, on former walls as well: only those of a lost one wait for it. */
export const refreshStale = async ({
  store,
  clock,
  refreshWallMessage,
}: Pick<Deps, 'store' | 'clock' | 'refreshWallMessage'>): Promise<void> => {
  const { lostWall } = await store.workspace.read();
  for (const { _id: winId } of await store.wins.stale(lostWall?.channelId, batchSize, clock.now()))
    await refreshWallMessage(winId);
};
