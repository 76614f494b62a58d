import type { Deps } from '../deps.ts';
import { becomeWall } from './wall.ts';

type AdoptDeps = Pick<Deps, 'models' | 'installation' | 'slack' | 'logger'>;

/** The one channel the bot is in; undefined when there is none or more than one to choose from. */
const onlyChannel = async ({ slack }: AdoptDeps): Promise<string | undefined> => {
  const { channels } = await slack.users.conversations({
    types: 'public_channel,private_channel',
    exclude_archived: true,
    limit: 2,
  });
  return channels?.length === 1 ? channels[0]?.id : undefined;
};

/**
 * Finds a workspace's wall at start when it has none: the configured default, or the channel the bot was invited to
 * while it was not running. A workspace that lost its wall is not given the default again.
 */
export const adoptWall = async (deps: AdoptDeps, defaultChannelId: string | undefined, now: Date) => {
  const { models, installation } = deps;
  const { teamId } = installation;
  await models.workspaces.meet(teamId);
  if ((await models.workspaces.wallChannelId(teamId)) !== undefined) return;
  const isLost = (await models.workspaces.lostWall(teamId)) !== undefined;
  const channelId = (isLost ? undefined : defaultChannelId) ?? (await onlyChannel(deps));
  if (channelId !== undefined) await becomeWall(deps, channelId, now);
};
