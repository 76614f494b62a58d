import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { isClosedChannel } from '../domain/closed-channel.ts';
import { slackErrorCode } from '../errors.ts';

/** Of all workspaces of the process together. */
const maxChannels = 2_000;
const maxMemberLists = 200;
/** A channel that was made private, or that somebody left, is closed to others within this time. */
const freshForMs = 60_000;
const pageSize = 1_000;

/** What the rules need to know about a channel. */
export interface Channel {
  name: string | undefined;
  isPublic: boolean;
}

/** The channels of one workspace, as Slack knows them. */
export interface Channels {
  /** Undefined when there is none by that id, or it is closed to the bot. Throws when Slack cannot be asked. */
  find(channelId: string): Promise<Channel | undefined>;
  /** Nobody is in a channel that is closed to the bot. Throws when Slack cannot be asked. */
  hasMember(channelId: string, userId: string): Promise<boolean>;
}

type AskChannel = () => Promise<Channel | undefined>;
type AskMembers = () => Promise<ReadonlySet<string>>;

/** What is known of channels in any workspace of the process. */
export interface ChannelCaches {
  channels: LRUCache<string, Channel, AskChannel>;
  members: LRUCache<string, ReadonlySet<string>, AskMembers>;
}

export const createChannelCaches = (): ChannelCaches => {
  const options = { ttl: freshForMs, ignoreFetchAbort: true };
  return {
    channels: new LRUCache({
      ...options,
      max: maxChannels,
      fetchMethod: (_key, _stale, { context }) => context(),
    }),
    members: new LRUCache({
      ...options,
      max: maxMemberLists,
      fetchMethod: (_key, _stale, { context }) => context(),
    }),
  };
};

export const createChannels = (
  client: WebClient,
  teamId: string,
  caches: ChannelCaches = createChannelCaches(),
): Channels => {
  const askChannel = async (channelId: string): Promise<Channel | undefined> => {
    try {
      const { channel } = await client.conversations.info({ channel: channelId });
      if (!channel) return undefined;
      const { name, is_channel: isChannel, is_private: isPrivate, is_mpim: isGroup } = channel;
      return { name, isPublic: isChannel === true && isPrivate === false && !isGroup };
    } catch (error) {
      if (isClosedChannel(slackErrorCode(error))) return undefined;
      throw error;
    }
  };

  const listMembers = async (channelId: string): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await client.conversations.members({
        channel: channelId,
        limit: pageSize,
        ...(cursor && { cursor }),
      });
      for (const userId of page.members ?? []) ids.add(userId);
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    return ids;
  };

  const askMembers = async (channelId: string): Promise<ReadonlySet<string>> => {
    try {
      return await listMembers(channelId);
    } catch (error) {
      if (isClosedChannel(slackErrorCode(error))) return new Set();
      throw error;
    }
  };

  const membersOf = (channelId: string, forceRefresh: boolean) =>
    caches.members.fetch(`${teamId}:${channelId}`, { context: () => askMembers(channelId), forceRefresh });

  return {
    find: (channelId) =>
      caches.channels.fetch(`${teamId}:${channelId}`, { context: () => askChannel(channelId) }),

    async hasMember(channelId, userId) {
      const known = await membersOf(channelId, false);
      if (known?.has(userId)) return true;
      // They may have joined since.
      const members = await membersOf(channelId, true);
      return members?.has(userId) === true;
    },
  };
};
