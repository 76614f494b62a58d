import type { Receipt } from '../delivery/outcome.ts';
import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';
import { channelType, repliesTo } from './lookup.ts';
import { messageJson } from './message-json.ts';
import { forgetMessageStates } from './message-state.ts';
import type { Channel, Message } from './types.ts';

export type Draft = Omit<Message, 'channel' | 'ts' | 'reactions' | 'edited' | 'deleted'>;

const announce = (world: World, channel: Channel, event: JsonObject, eventTs: string): Receipt =>
  world.gateway.announceIn(channel, {
    type: 'message',
    ...event,
    channel: channel.id,
    channel_type: channelType(channel),
    event_ts: eventTs,
  });

/** The first reply makes the message above it the start of a thread. */
const startThread = (world: World, channel: Channel, threadTs: string) => {
  const parent = channel.messages.get(threadTs);
  if (!parent) return;
  parent.threadTs = threadTs;
  world.changes.mark('messages', parent);
};

export const postMessage = (
  world: World,
  channel: Channel,
  draft: Draft,
): { message: Message; receipt: Receipt } => {
  const message: Message = {
    channel: channel.id,
    ts: world.workspace.newTs(),
    reactions: [],
    ...draft,
  };
  channel.messages.set(message.ts, message);
  if (message.threadTs) startThread(world, channel, message.threadTs);
  world.changes.mark('messages', message);
  return {
    message,
    receipt: announce(world, channel, messageJson(world.workspace, message), message.ts),
  };
};

/** What Slack itself adds to a message, such as the preview of a link, is a change without being an edit. */
export const unfurlMessage = (
  world: World,
  channel: Channel,
  message: Message,
  attachments: JsonObject[],
): Receipt => {
  const previous = messageJson(world.workspace, message);
  message.attachments = attachments;
  world.changes.mark('messages', message);
  return announceChange(world, channel, message, previous, world.workspace.newTs());
};

/** Fields given as undefined are removed. */
export const editMessage = (
  world: World,
  channel: Channel,
  message: Message,
  change: { [K in 'text' | 'blocks' | 'attachments' | 'metadata']?: Message[K] | undefined },
  editorId: string,
): Receipt => {
  const previous = messageJson(world.workspace, message);
  const ts = world.workspace.newTs();
  Object.assign(message, change, { edited: { user: editorId, ts } });
  forgetMessageStates(world.workspace, message);
  world.changes.mark('messages', message);
  return announceChange(world, channel, message, previous, ts);
};

const announceChange = (
  world: World,
  channel: Channel,
  message: Message,
  previous: JsonObject,
  ts: string,
): Receipt =>
  announce(
    world,
    channel,
    {
      subtype: 'message_changed',
      hidden: true,
      ts,
      message: messageJson(world.workspace, message),
      previous_message: previous,
    },
    ts,
  );

const announceDeletion = (
  world: World,
  channel: Channel,
  message: Message,
  previous: JsonObject,
): Receipt => {
  const ts = world.workspace.newTs();
  return announce(
    world,
    channel,
    { subtype: 'message_deleted', hidden: true, ts, deleted_ts: message.ts, previous_message: previous },
    ts,
  );
};

/**
 * A message with replies leaves a tombstone, of which Slack tells as of a change; the tombstone goes with the last
 * of the replies.
 */
export const deleteMessage = (world: World, channel: Channel, message: Message): Receipt => {
  const previous = messageJson(world.workspace, message);
  message.deleted = true;
  message.reactions = [];
  world.changes.mark('messages', message);
  if (repliesTo(channel, message.ts).length > 0) {
    return announceChange(world, channel, message, previous, world.workspace.newTs());
  }
  const receipt = announceDeletion(world, channel, message, previous);
  const parent = channel.messages.get(message.threadTs ?? '');
  if (parent?.deleted && parent !== message && repliesTo(channel, parent.ts).length === 0) {
    void announceDeletion(world, channel, parent, messageJson(world.workspace, parent));
  }
  return receipt;
};
