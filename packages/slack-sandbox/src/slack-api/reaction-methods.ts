import { botIsMember } from '../workspace/lookup.ts';
import { messageJson } from '../workspace/message-json.ts';
import { permalinkPath } from '../workspace/permalink.ts';
import { addReaction, isReactionName, removeReaction } from '../workspace/reactions.ts';
import type { World } from '../world.ts';
import { existingMessage, visibleChannel, writableChannel } from './access.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

const reactable = (world: World, methodName: string, channelId: string, ts: string, name: string) => {
  if (!isReactionName(name)) throw new SlackError('invalid_name');
  const channel = writableChannel(world, methodName, channelId);
  return { channel, message: existingMessage(channel, ts), userId: world.workspace.bot.userId };
};

export const reactionMethods: Methods = {
  'reactions.get': method({
    tier: 3,
    scope: 'reactions:read',
    arguments: { channel: 'text!', timestamp: 'text!', full: 'flag' },
    run(world, { channel: channelId, timestamp, full = false }) {
      const { workspace, baseUrl } = world;
      const channel = visibleChannel(world, channelId);
      if (!botIsMember(workspace, channel)) throw new SlackError('not_in_channel');
      const message = existingMessage(channel, timestamp);
      const permalink = `${baseUrl}/${permalinkPath(channel.id, message.ts)}`;
      return {
        type: 'message',
        channel: channel.id,
        message: { ...messageJson(workspace, message, { isComplete: full }), permalink },
      };
    },
  }),

  'reactions.add': method({
    tier: 3,
    scope: 'reactions:write',
    arguments: { channel: 'text!', timestamp: 'text!', name: 'text!' },
    run(world, { channel: channelId, timestamp, name }) {
      const { channel, message, userId } = reactable(world, 'reactions.add', channelId, timestamp, name);
      if (!addReaction(world, channel, message, name, userId)) throw new SlackError('already_reacted');
      return {};
    },
  }),

  'reactions.remove': method({
    tier: 2,
    scope: 'reactions:write',
    arguments: { channel: 'text!', timestamp: 'text!', name: 'text!' },
    run(world, { channel: channelId, timestamp, name }) {
      const { channel, message, userId } = reactable(world, 'reactions.remove', channelId, timestamp, name);
      if (!removeReaction(world, channel, message, name, userId)) throw new SlackError('no_reaction');
      return {};
    },
  }),
};
