import { botIsMember, findMessage } from '../workspace/lookup.ts';
import type { Channel, Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { SlackError } from './slack-error.ts';

export const requireScope = (world: World, scope: string): void => {
  if (world.manifest.grants(scope)) return;
  world.journal.addViolation({ rule: 'missing-scope', what: `the manifest does not ask for ${scope}` });
  throw new SlackError('missing_scope', { needed: scope, provided: world.manifest.provided() });
};

/** The first part of the scopes for a conversation's kind, as in "channels:read". */
export const scopePrefix = (channel: Channel): 'channels' | 'groups' | 'im' => {
  if (channel.isIm) return 'im';
  return channel.isPrivate ? 'groups' : 'channels';
};

/** A private channel or direct message that the bot is not in does not exist for it. */
export const visibleChannel = (world: World, channelId: string): Channel => {
  const channel = world.workspace.channels.get(channelId);
  const isHidden = channel && (channel.isPrivate || channel.isIm) && !botIsMember(world.workspace, channel);
  if (!channel || isHidden) throw new SlackError('channel_not_found');
  return channel;
};

export const readableChannel = (world: World, channelId: string): Channel => {
  const channel = visibleChannel(world, channelId);
  requireScope(world, `${scopePrefix(channel)}:history`);
  if (!botIsMember(world.workspace, channel)) throw new SlackError('not_in_channel');
  return channel;
};

/** Where the bot may write; without chat:write.public that is where it is a member. */
export const writableChannel = (world: World, method: string, channelId: string): Channel => {
  const channel = visibleChannel(world, channelId);
  if (!botIsMember(world.workspace, channel)) {
    const what = `wrote to #${channel.name}, where the bot is not a member`;
    world.journal.addViolation({ rule: 'not-in-channel', method, what });
    throw new SlackError('not_in_channel');
  }
  if (channel.isArchived) throw new SlackError('is_archived');
  return channel;
};

export const existingMessage = (channel: Channel, ts: string): Message => {
  const message = findMessage(channel, ts);
  if (!message) throw new SlackError('message_not_found');
  return message;
};

export const existingPerson = (world: World, userId: string): Person => {
  const person = world.workspace.people.get(userId);
  if (!person) throw new SlackError('user_not_found');
  return person;
};

/** Someone to whom the bot can send a direct message. */
export const reachablePerson = (world: World, userId: string): Person => {
  const person = existingPerson(world, userId);
  if (person.isBot) throw new SlackError('cannot_dm_bot');
  if (person.deleted) throw new SlackError('user_disabled');
  return person;
};
