import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery.ts';

type WallDeps = Pick<Deps, 'models' | 'installation' | 'logger'>;

/**
 * Makes a channel the wall if there is none, and everything that waited for one due. True for the one call that did;
 * of two at the same moment, one.
 */
export const becomeWall = async (deps: WallDeps, channelId: string, now: Date): Promise<boolean> => {
  const { models, installation, logger } = deps;
  const { teamId } = installation;
  const isNew = await models.workspaces.setWallIfNone(teamId, channelId);
  if (!isNew) return false;
  logger.info({ feature: 'wall', teamId, channelId }, 'a channel became the wall');
  const key = deliveryKey.wallWelcome(teamId, channelId);
  await models.deliveries.plan({ key, teamId, kind: 'wall-welcome', channelId }, now);
  await models.deliveries.resumeWaiting(teamId, now);
  return true;
};

/** Gives the wall up, if it is this channel, and has an admin told once. Wins wait from now on. */
export const loseWall = async (deps: WallDeps, channelId: string, why: string, now: Date): Promise<void> => {
  const { models, installation, logger } = deps;
  const { teamId } = installation;
  const isLost = await models.workspaces.loseWall(teamId, channelId, why, now);
  if (!isLost) return;
  logger.warn({ feature: 'wall', teamId, channelId, why }, 'the wall is gone');
  const key = deliveryKey.wallLost(teamId, channelId, now);
  await models.deliveries.plan({ key, teamId, kind: 'wall-lost' }, now);
};
