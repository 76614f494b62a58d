import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { fieldChange, type SettingChange } from '../../domain/setting-change.ts';
import { showEndOfLosses } from './wall.ts';

type FollowWallDeps = Pick<Deps, 'store' | 'installation' | 'logger' | 'refreshNote'>;

/** The channel was greeted as the wall before this change: its hello is far above by now. */
const wasGreeted = async (
  { store, installation }: FollowWallDeps,
  channelId: string,
  { at }: SettingChange,
): Promise<boolean> => {
  const hello = await store.deliveries.find(deliveryKey['wall-welcome'](installation.teamId, channelId));
  return hello?.state === 'sent' && Number(hello.sentTo?.ts) * 1000 < at.getTime();
};

const planGreeting = async (
  deps: FollowWallDeps,
  channelId: string,
  change: SettingChange,
  now: Date,
): Promise<void> => {
  const { store, installation } = deps;
  const { teamId } = installation;
  if (await wasGreeted(deps, channelId, change)) {
    const key = deliveryKey['wall-here'](teamId, channelId, change.version);
    await store.deliveries.plan({ key, kind: 'wall-here', channelId }, now);
    return;
  }
  const key = deliveryKey['wall-welcome'](teamId, channelId);
  await store.deliveries.planAgain({ key, kind: 'wall-welcome', channelId }, now);
};

/**
 * Another channel is the wall: both are told, and what waited for a wall goes to the new one, since a manager chose it.
 * Wins stay where they are, so nothing else follows.
 */
export const followWall = async (deps: FollowWallDeps, change: SettingChange, now: Date): Promise<void> => {
  const { store, installation, logger } = deps;
  const { from, to } = fieldChange(change, 'wallChannelId') ?? {};
  const { teamId } = installation;
  if (!to) return;
  logger.info({ feature: 'wall', teamId, channelId: to }, 'another channel became the wall');
  await planGreeting(deps, to, change, now);
  if (from) {
    const key = deliveryKey['wall-away'](teamId, from, change.version);
    await store.deliveries.plan({ key, kind: 'wall-away', channelId: from }, now);
  }
  await store.deliveries.resumeWaiting(now);
  await showEndOfLosses(deps, now);
};
