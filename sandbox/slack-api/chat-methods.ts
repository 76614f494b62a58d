import { isObject, type JsonObject } from '../json.ts';
import { checkedContent, type MessageArguments } from '../rules/content.ts';
import { openDirectMessage } from '../workspace/channels.ts';
import { findChannel } from '../workspace/lookup.ts';
import { messageJson } from '../workspace/message-json.ts';
import { deleteMessage, editMessage, postMessage } from '../workspace/messages.ts';
import { permalinkPath } from '../workspace/permalink.ts';
import type { Channel, Message } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { existingMessage, reachablePerson, visibleChannel, writableChannel } from './access.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Slack cuts a longer text when it is posted, and refuses it when a message is updated. */
const POST_TEXT_MAX = 40_000;
const UPDATE_TEXT_MAX = 4000;
const METADATA_MAX = 16_000;

const content = {
  text: 'text',
  blocks: 'blocks',
  attachments: 'json',
  markdown_text: 'text',
  parse: 'text',
  link_names: 'flag',
  as_user: 'flag',
} as const;

const authorship = { username: 'text', icon_emoji: 'text', icon_url: 'text' } as const;

/** A person's id stands for the direct message with them, and a name for a channel. */
const destination = (world: World, methodName: string, channelOrUser: string): Channel => {
  const { workspace } = world;
  if (workspace.people.has(channelOrUser)) {
    reachablePerson(world, channelOrUser);
    if (!world.manifest.hasMessagesTab) throw new SlackError('messages_tab_disabled');
    return openDirectMessage(world, channelOrUser);
  }
  const channelId = findChannel(workspace, channelOrUser)?.id ?? channelOrUser;
  const channel = writableChannel(world, methodName, channelId);
  if (channel.user) reachablePerson(world, channel.user);
  if (channel.isIm && !world.manifest.hasMessagesTab) throw new SlackError('messages_tab_disabled');
  return channel;
};

const checkedMetadata = (metadata: unknown): JsonObject | undefined => {
  if (metadata === undefined) return undefined;
  const isValid =
    isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
  if (!isValid) throw new SlackError('invalid_metadata_format');
  if (JSON.stringify(metadata).length > METADATA_MAX) throw new SlackError('metadata_too_large');
  return metadata;
};

const ownMessage = (world: World, channel: Channel, ts: string, refusalCode: string): Message => {
  const message = existingMessage(channel, ts);
  if (message.botId !== world.workspace.bot.botId) throw new SlackError(refusalCode);
  return message;
};

const threadOf = (channel: Channel, threadTs: string | undefined): string | undefined => {
  if (threadTs === undefined) return undefined;
  const parent = channel.messages.get(threadTs);
  if (!parent) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
};

const author = ({ workspace: { bot } }: World) => ({ user: bot.userId, botId: bot.botId, appId: bot.appId });

const changedContent = (world: World, given: MessageArguments) => {
  const { text, blocks, attachments } = checkedContent(world, 'chat.update', given, UPDATE_TEXT_MAX);
  return { text, blocks, ...(given.attachments !== undefined && { attachments }) };
};

export const chatMethods: Methods = {
  'chat.postMessage': method({
    tier: 'post',
    scope: 'chat:write',
    arguments: {
      ...content,
      ...authorship,
      channel: 'text!',
      thread_ts: 'text',
      reply_broadcast: 'flag',
      metadata: 'json',
      unfurl_links: 'flag',
      unfurl_media: 'flag',
      mrkdwn: 'flag',
    },
    run(world, given) {
      const channel = destination(world, 'chat.postMessage', given.channel);
      const threadTs = threadOf(channel, given.thread_ts);
      const metadata = checkedMetadata(given.metadata);
      const { message } = postMessage(world, channel, {
        ...author(world),
        ...checkedContent(world, 'chat.postMessage', given, POST_TEXT_MAX),
        ...(threadTs && { threadTs, isBroadcast: given.reply_broadcast === true }),
        ...(metadata && { metadata }),
      });
      const shown = messageJson(world.workspace, message, { withMetadata: true });
      return { channel: channel.id, ts: message.ts, message: shown };
    },
  }),

  'chat.update': method({
    tier: 3,
    scope: 'chat:write',
    arguments: {
      ...content,
      channel: 'text!',
      ts: 'text!',
      metadata: 'json',
      reply_broadcast: 'flag',
      file_ids: 'json',
      unfurl_links: 'flag',
      unfurl_media: 'flag',
    },
    run(world, given) {
      const channel = writableChannel(world, 'chat.update', given.channel);
      const message = ownMessage(world, channel, given.ts, 'cant_update_message');
      const metadata = checkedMetadata(given.metadata);
      // Slack reads an update as its client would, names included, unless told otherwise.
      const change = changedContent(world, { ...given, parse: given.parse ?? 'client' });
      const withMetadata = metadata ? { ...change, metadata } : change;
      void editMessage(world, channel, message, withMetadata, world.workspace.bot.userId);
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: messageJson(world.workspace, message, { withMetadata: true }),
      };
    },
  }),

  'chat.delete': method({
    tier: 3,
    scope: 'chat:write',
    arguments: { channel: 'text!', ts: 'text!', as_user: 'flag' },
    run(world, given) {
      const channel = writableChannel(world, 'chat.delete', given.channel);
      void deleteMessage(world, channel, ownMessage(world, channel, given.ts, 'cant_delete_message'));
      return { channel: channel.id, ts: given.ts };
    },
  }),

  'chat.postEphemeral': method({
    tier: 4,
    scope: 'chat:write',
    arguments: { ...content, ...authorship, channel: 'text!', user: 'text!', thread_ts: 'text' },
    run(world, given) {
      const channel = destination(world, 'chat.postEphemeral', given.channel);
      if (!channel.members.has(given.user)) throw new SlackError('user_not_in_channel');
      const { text, blocks } = checkedContent(world, 'chat.postEphemeral', given, POST_TEXT_MAX);
      const ephemeral = {
        channel: channel.id,
        ts: world.workspace.newTs(),
        user: given.user,
        text,
        ...(blocks && { blocks }),
        ...(given.thread_ts && { threadTs: given.thread_ts }),
      };
      world.workspace.ephemerals.push(ephemeral);
      world.changes.mark('ephemerals', ephemeral);
      return { message_ts: ephemeral.ts };
    },
  }),

  'chat.getPermalink': method({
    tier: 'free',
    arguments: { channel: 'text!', message_ts: 'text!' },
    run(world, given) {
      const channel = visibleChannel(world, given.channel);
      const message = existingMessage(channel, given.message_ts);
      return { channel: channel.id, permalink: `${world.baseUrl}/${permalinkPath(channel.id, message.ts)}` };
    },
  }),
};
