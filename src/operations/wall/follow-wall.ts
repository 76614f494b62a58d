import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { fieldChange, type SettingChange } from '../../domain/setting-change.ts';

type FollowWallDeps = Pick<Deps, 'store' | 'installation' | 'logger'>;

/**
 * Another channel is the wall: both are told, and what waited for a wall goes to the new one, since a manager chose it.
 * Wins stay where they are, so nothing else follows.
 */
export const followWall = async (
  { store, installation, logger }: FollowWallDeps,
  change: SettingChange,
  now: Date,
): Promise<void> => {
  const { from, to } = fieldChange(change, 'wallChannelId') ?? {};
  const { teamId } = installation;
  if (!to) return;
  logger.info({ feature: 'wall', teamId, channelId: to }, 'another channel became the wall');
  const here = { kind: 'wall-here', key: deliveryKey['wall-here'](teamId, to, change.version) } as const;
  await store.deliveries.plan({ ...here, channelId: to }, now);
  if (from) {
    const away = { kind: 'wall-away', key: deliveryKey['wall-away'](teamId, from, change.version) } as const;
    await store.deliveries.plan({ ...away, channelId: from }, now);
  }
  await store.deliveries.resumeWaiting(now);
};
