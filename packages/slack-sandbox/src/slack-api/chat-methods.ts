import { isObject } from '../json.ts';
import { checkedContent, type MessageArguments } from '../rules/content.ts';
import { activeMembers } from '../workspace/lookup.ts';
import { messageJson } from '../workspace/message-json.ts';
import { deleteMessage, editMessage, postMessage } from '../workspace/messages.ts';
import { permalinkPath } from '../workspace/permalink.ts';
import type { World } from '../world.ts';
import { existingMessage, visibleChannel, writableChannel } from './access.ts';
import { checkedMetadata, destination, ownMessage, threadOf } from './message-target.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Slack cuts a longer text when it is posted, and refuses it when a message is updated. */
const POST_TEXT_MAX = 40_000;
const UPDATE_TEXT_MAX = 4000;

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
      // What is not named stays; an empty object removes it.
      const isRemoved = isObject(given.metadata) && Object.keys(given.metadata).length === 0;
      const metadata = isRemoved ? undefined : (checkedMetadata(given.metadata) ?? message.metadata);
      // Slack reads an update as its client would, names included, unless told otherwise.
      const change = changedContent(world, { ...given, parse: given.parse ?? 'client' });
      void editMessage(world, channel, message, { ...change, metadata }, world.workspace.bot.userId);
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
      // Unlike chat.postMessage it opens no direct message: it takes the conversation's own id.
      if (world.workspace.people.has(given.channel)) throw new SlackError('channel_not_found');
      const channel = destination(world, 'chat.postEphemeral', given.channel);
      if (!activeMembers(world.workspace, channel).includes(given.user)) {
        throw new SlackError('user_not_in_channel');
      }
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
