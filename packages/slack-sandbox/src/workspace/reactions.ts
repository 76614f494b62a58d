import type { Receipt } from '../delivery/outcome.ts';
import { withoutUndefined } from '../json.ts';
import type { World } from '../world.ts';
import type { Channel, Message } from './types.ts';

const announce = (
  world: World,
  type: 'reaction_added' | 'reaction_removed',
  channel: Channel,
  message: Message,
  name: string,
  userId: string,
): Receipt => {
  world.changes.mark('messages', message);
  return world.gateway.announceIn(
    channel,
    withoutUndefined({
      type,
      user: userId,
      reaction: name,
      item: { type: 'message', channel: channel.id, ts: message.ts },
      item_user: message.user,
      event_ts: world.workspace.newTs(),
    }),
  );
};

/** Undefined when that person had reacted so already. */
export const addReaction = (
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  userId: string,
): Receipt | undefined => {
  const reaction = message.reactions.find((candidate) => candidate.name === name);
  if (reaction?.users.includes(userId)) return undefined;
  if (reaction) reaction.users.push(userId);
  else message.reactions.push({ name, users: [userId] });
  return announce(world, 'reaction_added', channel, message, name, userId);
};

/** Undefined when that person had not reacted so. */
export const removeReaction = (
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  userId: string,
): Receipt | undefined => {
  const reaction = message.reactions.find((candidate) => candidate.name === name);
  if (!reaction?.users.includes(userId)) return undefined;
  reaction.users = reaction.users.filter((candidate) => candidate !== userId);
  message.reactions = message.reactions.filter((candidate) => candidate.users.length > 0);
  return announce(world, 'reaction_removed', channel, message, name, userId);
};

/** Emoji names with an optional skin tone, as Slack writes them. */
export const isReactionName = (name: string): boolean => /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name);
