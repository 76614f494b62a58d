import { botIsMember } from '../workspace/lookup.ts';
import type { Channel } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { requireScope } from './access.ts';
import { SlackError } from './slack-error.ts';

/** There are no group direct messages here, so `mpim` names an empty list. */
const conversationTypes: { [type: string]: { scope: string; includes(channel: Channel): boolean } } = {
  public_channel: { scope: 'channels:read', includes: (channel) => !channel.isIm && !channel.isPrivate },
  private_channel: { scope: 'groups:read', includes: (channel) => channel.isPrivate },
  im: { scope: 'im:read', includes: (channel) => channel.isIm },
  mpim: { scope: 'mpim:read', includes: () => false },
};

/** Conversations of the comma-separated types that the bot can see; public channels unless others are named. */
export const conversationsOfTypes = (
  world: World,
  types = 'public_channel',
  excludeArchived = false,
): Channel[] => {
  const wanted = types.split(',').map((type) => {
    const known = conversationTypes[type.trim()];
    if (!known) throw new SlackError('invalid_types');
    requireScope(world, known.scope);
    return known;
  });
  return [...world.workspace.channels.values()].filter(
    (channel) =>
      wanted.some((type) => type.includes(channel)) &&
      (!(channel.isPrivate || channel.isIm) || botIsMember(world.workspace, channel)) &&
      !(excludeArchived && channel.isArchived),
  );
};
