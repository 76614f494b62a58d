import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { channelIdsIn, nameChannels } from '../../domain/channel-reference.ts';

/** A person waits (handlers/stored-in-time.ts). What cannot be found out by then is taken for private. */
const lookUpLimitMs = 1_000;
/** More than anybody means to mention: the others are taken for private too. */
const mostChannels = 20;

/** A text as everybody may read it: it names public channels alone, and leads into no other. */
export const withPublicChannels = async (
  { channels }: Pick<Deps, 'channels'>,
  wire: string,
): Promise<string> => {
  const names = new Map<string, string>();
  const learn = async (channelId: string): Promise<void> => {
    const channel = await pTimeout(channels.find(channelId), { milliseconds: lookUpLimitMs });
    if (channel?.isPublic && channel.name) names.set(channelId, channel.name);
  };
  await Promise.allSettled(channelIdsIn(wire).slice(0, mostChannels).map(learn));
  return nameChannels(wire, (channelId) => names.get(channelId));
};

/** The same for what is said beside a text, if anything is. */
export const withPublicChannelsIn = async (
  deps: Pick<Deps, 'channels'>,
  typed: string | undefined,
): Promise<string | undefined> => typed && withPublicChannels(deps, typed);
