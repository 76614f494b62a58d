import type { Deps } from '../deps.ts';
import type { Job } from './job.ts';

const batchSize = 50;

/** Refreshes wall messages whose last update failed, as long as their channel is the wall. */
export const createWallMessageJob =
  ({
    models,
    installation,
    refreshWallMessage,
  }: Pick<Deps, 'models' | 'installation' | 'refreshWallMessage'>): Job =>
  async () => {
    const { teamId } = installation;
    const wallChannelId = await models.workspaces.wallChannelId(teamId);
    if (!wallChannelId) return;
    for (const win of await models.wins.stale(teamId, wallChannelId, batchSize))
      await refreshWallMessage(win._id);
  };
