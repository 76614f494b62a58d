import { deliveryKey } from '../../domain/delivery-key.ts';
import type { LostWall } from '../../domain/workspace.ts';
import { isMember } from './reach-channel.ts';
import { restoreWall, tellOfLoss, type WallDeps } from './wall.ts';

/** Looks whether the lost wall is there again, if it is time to. True when it is the wall now. */
export const lookAtLostWall = async (deps: WallDeps, now: Date): Promise<boolean> => {
  const lost = await deps.store.workspace.claimWallLook(now);
  if (!lost) return false;
  await tellOfLoss(deps, lost, now);
  return (await isMember(deps, lost.channelId)) && restoreWall(deps, lost.channelId, now);
};

/** An event from one channel may come by the hundred. */
const lookAgainMs = 60_000;

/**
 * Something happened in a channel. If that is the lost wall, the bot may be let in again: then it is looked, at once
 * when there is a plain reason to (`anew`), and otherwise a minute after the last look. What Slack does not answer is
 * asked again later.
 */
export const hearFromChannel = async (
  deps: WallDeps,
  channelId: string,
  { anew }: { anew: boolean },
  now: Date,
): Promise<boolean> => {
  const { store, logger } = deps;
  const { lostWall } = await store.workspace.read();
  if (lostWall?.channelId !== channelId) return false;
  const { at, lookedAt = at } = lostWall;
  const lookAt = anew ? now : new Date(Math.max(now.getTime(), lookedAt.getTime() + lookAgainMs));
  await store.workspace.planWallLook(channelId, lookAt, { anew });
  try {
    return await lookAtLostWall(deps, now);
  } catch (error) {
    logger.warn(
      { feature: 'wall', channelId, err: error },
      'Slack does not say whether the wall is there again',
    );
    return false;
  }
};

/** When nobody is known to have invited the bot, it may be just becoming the wall by somebody's choice. */
const choosingMs = 10_000;

/** Has a manager asked, once, whether a channel shall be the wall, in place of the one that is lost. */
export const askManager = async (
  { store, installation }: WallDeps,
  lostWall: LostWall,
  { channelId, byId }: { channelId: string; byId: string | undefined },
  now: Date,
): Promise<void> => {
  const key = deliveryKey['wall-ask'](installation.teamId, channelId, lostWall.at);
  const dueAt = byId ? now : new Date(now.getTime() + choosingMs);
  await store.deliveries.planAgain({ key, kind: 'wall-ask', channelId, ...(byId && { byId }) }, dueAt);
};
