import type { AudienceDeps } from './wall-audience.ts';

type ToldDeps = Pick<AudienceDeps, 'workspace' | 'channels'>;

/**
 * Those of some channels whose messages may be told of on the wall: its own, and public ones. A wall that was lost or
 * changed may have been private, and is not everybody's who is in the wall now. Throws when Slack cannot be asked.
 */
export const toldOnWall = async (
  { workspace, channels }: ToldDeps,
  channelIds: readonly string[],
): Promise<Set<string>> => {
  const { wallChannelId } = await workspace();
  const told = new Set<string>();
  for (const channelId of new Set(channelIds))
    if (channelId === wallChannelId || (await channels.find(channelId))?.isPublic) told.add(channelId);
  return told;
};
