import type { Deps } from '../deps.ts';
import { adoptWall } from '../operations/wall/adopt-wall.ts';
import type { Job } from './job.ts';

/** At start only: finds the wall of a workspace that has none. */
export const createAdoptWallJob =
  (
    deps: Pick<Deps, 'models' | 'installation' | 'slack' | 'logger'>,
    defaultChannelId: string | undefined,
  ): Job =>
  async (now, isFirst) => {
    if (isFirst) await adoptWall(deps, defaultChannelId, now);
  };
