import { deleteMessage, editMessage, postMessage } from '../workspace/messages.ts';
import { addReaction, isReactionName, removeReaction } from '../workspace/reactions.ts';
import { typedText } from '../workspace/typed-text.ts';
import type { Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { actorIn, joinedChannelIn, messageIn, optionalFlag, optionalText, requiredText } from './request.ts';
import { happened } from './result.ts';

const asTyped = (world: World, text: string) =>
  typedText(world.workspace, text, { withNames: false, withLinks: true });

/** A bot of another app writes as an incoming webhook does: no user is behind its messages. */
const authorOf = (person: Person): Pick<Message, 'user' | 'botId' | 'appId' | 'username'> =>
  person.isBot && person.botId ? { botId: person.botId, username: person.realName } : { user: person.id };

const isAuthor = (person: Person, message: Message) =>
  message.user === person.id || (person.botId !== undefined && message.botId === person.botId);

/** The message above a thread, whichever of its messages was named. */
const threadTsOf = (message: Message) => message.threadTs ?? message.ts;

export const messaging: Actions = {
  async message(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    if (channel.isIm && world.manifest.isMessagesTabReadOnly) {
      throw new ControlError('Sending messages to this app has been turned off in its manifest.');
    }
    const text = asTyped(world, requiredText(body, 'text'));
    const isInThread = optionalText(body, 'threadTs') !== undefined;
    const threadTs = isInThread ? threadTsOf(messageIn(channel, body, 'threadTs')) : undefined;
    const draft = { ...authorOf(person), text, ...(threadTs && { threadTs }) };
    const { message, receipt } = postMessage(world, channel, draft);
    return happened([receipt], { ts: message.ts });
  },

  async 'edit-message'(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    const message = messageIn(channel, body);
    if (!isAuthor(person, message)) throw new ControlError('People edit only what they wrote themselves.');
    const text = asTyped(world, requiredText(body, 'text'));
    return happened([editMessage(world, channel, message, { text, blocks: undefined }, person.id)]);
  },

  async 'delete-message'(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    const message = messageIn(channel, body);
    if (!isAuthor(person, message) && !person.isAdmin) {
      throw new ControlError(`${person.name} did not write that and is no admin: send an admin as "user".`);
    }
    return happened([deleteMessage(world, channel, message)]);
  },

  async reaction(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    const message = messageIn(channel, body);
    const name = requiredText(body, 'name').replaceAll(/^:|:$/g, '');
    if (!isReactionName(name)) throw new ControlError(`"${name}" is no emoji name: send one like "trophy".`);
    const change = (optionalFlag(body, 'present') ?? true) ? addReaction : removeReaction;
    return happened([change(world, channel, message, name, person.id)]);
  },
};
