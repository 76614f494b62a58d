import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';

type WallDeps = Pick<Deps, 'store' | 'installation' | 'logger'>;

/**
 * Makes a channel the wall if there is none, and everything that waited for one due. True for the one call that did;
 * of two at the same moment, one.
 */
export const becomeWall = async (deps: WallDeps, channelId: string, now: Date): Promise<boolean> => {
  const { store, installation, logger } = deps;
  const { teamId } = installation;
  const isNew = await store.workspace.setWallIfNone(channelId);
  if (!isNew) return false;
  logger.info({ feature: 'wall', teamId, channelId }, 'a channel became the wall');
  const key = deliveryKey['wall-welcome'](teamId, channelId);
  await store.deliveries.plan({ key, kind: 'wall-welcome', channelId }, now);
  await store.deliveries.resumeWaiting(now);
  return true;
};

/** Gives the wall up, if it is this channel, and has an admin told once. Wins wait from now on. */
export const loseWall = async (deps: WallDeps, channelId: string, why: string, now: Date): Promise<void> => {
  const { store, installation, logger } = deps;
  const { teamId } = installation;
  const isLost = await store.workspace.loseWall(channelId, why, now);
  if (!isLost) return;
  logger.warn({ feature: 'wall', teamId, channelId, why }, 'the wall is gone');
  const key = deliveryKey['wall-lost'](teamId, channelId, now);
  await store.deliveries.plan({ key, kind: 'wall-lost' }, now);
};
