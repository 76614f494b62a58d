import { channelJson } from '../workspace/channel-json.ts';
import { createChannel, joinChannel, leaveChannel, openDirectMessage } from '../workspace/channels.ts';
import { activeMembers, directMessage } from '../workspace/lookup.ts';
import { reachablePerson, requireScope, scopePrefix, visibleChannel } from './access.ts';
import { conversationsOfTypes } from './conversation-types.ts';
import { type Methods, method } from './method.ts';
import { page } from './paging.ts';
import { SlackError } from './slack-error.ts';

export const conversationMethods: Methods = {
  'conversations.info': method({
    tier: 3,
    arguments: { channel: 'text!', include_locale: 'flag', include_num_members: 'flag' },
    run(world, { channel: channelId, include_num_members }) {
      const channel = visibleChannel(world, channelId);
      requireScope(world, `${scopePrefix(channel)}:read`);
      return { channel: channelJson(world.workspace, channel, include_num_members) };
    },
  }),

  'conversations.list': method({
    tier: 2,
    arguments: { cursor: 'text', limit: 'number', types: 'text', exclude_archived: 'flag' },
    run(world, { cursor, limit, types, exclude_archived }) {
      const visible = conversationsOfTypes(world, types, exclude_archived);
      const { items, metadata } = page(visible, (channel) => channel.id, {
        cursor,
        limit,
        usual: 100,
        most: 1000,
      });
      return { channels: items.map((channel) => channelJson(world.workspace, channel, true)), ...metadata };
    },
  }),

  'conversations.members': method({
    tier: 4,
    arguments: { channel: 'text!', cursor: 'text', limit: 'number' },
    run(world, { channel: channelId, cursor, limit }) {
      const channel = visibleChannel(world, channelId);
      requireScope(world, `${scopePrefix(channel)}:read`);
      const members = activeMembers(world.workspace, channel);
      const { items, metadata } = page(members, (userId) => userId, {
        cursor,
        limit,
        usual: 100,
        most: 1000,
      });
      return { members: items, ...metadata };
    },
  }),

  'conversations.open': method({
    tier: 3,
    scope: 'im:write',
    arguments: { channel: 'text', users: 'text', return_im: 'flag', prevent_creation: 'flag' },
    run(world, { channel: channelId, users, return_im }) {
      if (channelId) return { channel: { id: visibleChannel(world, channelId).id } };
      const [userId, ...others] = (users ?? '').split(',').filter(Boolean);
      if (!userId) throw new SlackError('users_list_not_supplied');
      if (others.length > 0) throw new SlackError('method_not_supported_for_channel_type');
      reachablePerson(world, userId);
      const wasOpen = directMessage(world.workspace, userId) !== undefined;
      const channel = openDirectMessage(world, userId);
      return {
        ...(wasOpen && { no_op: true, already_open: true }),
        channel: return_im ? channelJson(world.workspace, channel) : { id: channel.id },
      };
    },
  }),

  'conversations.join': method({
    tier: 3,
    scope: 'channels:join',
    arguments: { channel: 'text!' },
    run(world, { channel: channelId }) {
      const channel = visibleChannel(world, channelId);
      if (channel.isIm || channel.isPrivate) throw new SlackError('method_not_supported_for_channel_type');
      if (channel.isArchived) throw new SlackError('is_archived');
      const joined = joinChannel(world, channel, world.workspace.bot.userId);
      const warning = joined ? {} : { warning: 'already_in_channel' };
      return { channel: channelJson(world.workspace, channel), ...warning };
    },
  }),

  'conversations.leave': method({
    tier: 3,
    arguments: { channel: 'text!' },
    run(world, { channel: channelId }) {
      const channel = visibleChannel(world, channelId);
      requireScope(world, channel.isPrivate ? 'groups:write' : 'channels:manage');
      const { userId } = world.workspace.bot;
      return leaveChannel(world, channel, userId, userId) ? {} : { not_in_channel: true };
    },
  }),

  'conversations.create': method({
    tier: 2,
    arguments: { name: 'text!', is_private: 'flag' },
    run(world, { name, is_private = false }) {
      requireScope(world, is_private ? 'groups:write' : 'channels:manage');
      if (!/^[a-z0-9_-]{1,80}$/.test(name)) throw new SlackError('invalid_name_specials');
      const isTaken = [...world.workspace.channels.values()].some((channel) => channel.name === name);
      if (isTaken) throw new SlackError('name_taken');
      const { channel } = createChannel(world, name, world.workspace.bot.userId, is_private);
      return { channel: channelJson(world.workspace, channel) };
    },
  }),
};
