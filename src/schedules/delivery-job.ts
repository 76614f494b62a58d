import type { Deps } from '../deps.ts';
import type { Job } from './job.ts';

/** Sends what is due, and what waited for a wall that is there again. */
export const createDeliveryJob =
  ({ models, installation, outbox }: Pick<Deps, 'models' | 'installation' | 'outbox'>): Job =>
  async (now) => {
    const { teamId } = installation;
    if (await models.workspaces.wallChannelId(teamId)) await models.deliveries.resumeWaiting(teamId, now);
    await outbox.deliverDue();
  };
