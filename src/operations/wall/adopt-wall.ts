import type { LostWall } from '../../domain/workspace.ts';
import { askManager, lookAtLostWall } from './lost-wall.ts';
import { canJoin, isMember } from './reach-channel.ts';
import { becomeWall, type WallDeps } from './wall.ts';

/** The one channel the bot is in; undefined when there is none or more than one to choose from. */
const onlyChannel = async ({ slack }: WallDeps): Promise<string | undefined> => {
  const { channels } = await slack.users.conversations({
    types: 'public_channel,private_channel',
    exclude_archived: true,
    limit: 2,
  });
  return channels?.length === 1 ? channels[0]?.id : undefined;
};

const findWall = async (deps: WallDeps, defaultId: string | undefined): Promise<string | undefined> => {
  if (defaultId !== undefined && ((await isMember(deps, defaultId)) || (await canJoin(deps, defaultId))))
    return defaultId;
  return onlyChannel(deps);
};

/** The bot may have been invited while it was not running, and nobody says by whom. */
const askAboutNewChannel = async (deps: WallDeps, lostWall: LostWall, now: Date): Promise<void> => {
  const { store, slack } = deps;
  const { channels = [] } = await slack.users.conversations({
    types: 'public_channel,private_channel',
    exclude_archived: true,
    limit: 200,
  });
  const ids = channels.flatMap(({ id }) => (id && id !== lostWall.channelId ? [id] : []));
  const known = await store.channels.known(ids);
  const [channelId, ...others] = ids.filter((id) => !known.has(id));
  if (channelId && others.length === 0) await askManager(deps, lostWall, { channelId, byId: undefined }, now);
};

/**
 * Finds the wall of a workspace that has none when it is met: the configured default, or the channel the bot was
 * invited to while it was not running. One that lost its wall is given that one alone, if it came back meanwhile: to
 * post what waits for one wall to another channel, which happens to be at hand, is not for us to decide.
 */
export const adoptWall = async (deps: WallDeps, defaultChannelId: string | undefined, now: Date) => {
  const { wallChannelId, lostWall } = await deps.store.workspace.read();
  if (wallChannelId !== undefined) return;
  if (!lostWall) {
    const channelId = await findWall(deps, defaultChannelId);
    if (channelId !== undefined) await becomeWall(deps, channelId, now);
    return;
  }
  await deps.store.workspace.planWallLook(lostWall.channelId, now);
  if (!(await lookAtLostWall(deps, now))) await askAboutNewChannel(deps, lostWall, now);
};
