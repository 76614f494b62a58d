import type { Metadata } from '../answers.ts';
import { isObject } from '../json.ts';
import { openDirectMessage } from '../workspace/channels.ts';
import { findChannel, repliesTo } from '../workspace/lookup.ts';
import type { Channel, Message } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { existingMessage, reachablePerson, writableChannel } from './access.ts';
import { SlackError } from './slack-error.ts';

const METADATA_MAX = 16_000;

const requireMessagesTab = (world: World, methodName: string) => {
  if (world.manifest.hasMessagesTab) return;
  const what = 'a direct message, while features.app_home.messages_tab_enabled is off in the manifest';
  world.journal.addViolation({ rule: 'messages-tab', method: methodName, what });
  throw new SlackError('messages_tab_disabled');
};

/** A person's id stands for the direct message with them, and a name for a channel. */
export const destination = (world: World, methodName: string, channelOrUser: string): Channel => {
  const { workspace } = world;
  if (workspace.people.has(channelOrUser)) {
    reachablePerson(world, channelOrUser);
    requireMessagesTab(world, methodName);
    return openDirectMessage(world, channelOrUser);
  }
  const channelId = findChannel(workspace, channelOrUser)?.id ?? channelOrUser;
  const channel = writableChannel(world, methodName, channelId);
  if (channel.user) reachablePerson(world, channel.user);
  if (channel.isIm) requireMessagesTab(world, methodName);
  return channel;
};

const isMetadata = (value: unknown): value is Metadata =>
  isObject(value) && typeof value.event_type === 'string' && isObject(value.event_payload);

export const checkedMetadata = (metadata: unknown): Metadata | undefined => {
  if (metadata === undefined) return undefined;
  if (!isMetadata(metadata)) throw new SlackError('invalid_metadata_format');
  if (JSON.stringify(metadata).length > METADATA_MAX) throw new SlackError('metadata_too_large');
  return metadata;
};

export const ownMessage = (world: World, channel: Channel, ts: string, refusalCode: string): Message => {
  const message = existingMessage(channel, ts);
  if (message.botId !== world.workspace.bot.botId) throw new SlackError(refusalCode);
  return message;
};

export const threadOf = (channel: Channel, threadTs: string | undefined): string | undefined => {
  if (threadTs === undefined) return undefined;
  const parent = channel.messages.get(threadTs);
  const isGone = !parent || (parent.deleted && repliesTo(channel, parent.ts).length === 0);
  if (isGone) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
};
