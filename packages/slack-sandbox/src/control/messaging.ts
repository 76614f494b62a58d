import { deleteMessage, editMessage, postMessage, unfurlMessage } from '../workspace/messages.ts';
import { addReaction, isReactionName, removeReaction } from '../workspace/reactions.ts';
import type { Channel, Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { asTyped, attachmentsIn, draftIn } from './drafts.ts';
import { actorIn, joinedChannelIn, messageIn, optionalFlag, requiredText } from './request.ts';
import { happened } from './result.ts';

const isAuthor = (person: Person, message: Message) =>
  message.user === person.id || (person.botId !== undefined && message.botId === person.botId);

/** Nothing is typed to an app, commands included, that has no messages tab or one to read only. */
export const requireWriting = (world: World, channel: Channel): void => {
  const { hasMessagesTab, isMessagesTabReadOnly } = world.manifest;
  if (!channel.isIm || (hasMessagesTab && !isMessagesTabReadOnly)) return;
  throw new ControlError('Sending messages to this app has been turned off in its manifest.');
};

export const messaging: Actions = {
  async message(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    requireWriting(world, channel);
    const { message, receipt } = postMessage(world, channel, draftIn(world, channel, body, person));
    return happened([receipt], { ts: message.ts });
  },

  /** Attachments without a text are what Slack adds by itself, such as the preview of a link. */
  async 'edit-message'(world, body) {
    const person = actorIn(world, body);
    const channel = joinedChannelIn(world, body, person);
    const message = messageIn(channel, body);
    if (!isAuthor(person, message)) throw new ControlError('People edit only what they wrote themselves.');
    const attachments = attachmentsIn(body);
    if (attachments && body.text === undefined) {
      return happened([unfurlMessage(world, channel, message, attachments)]);
    }
    const text = asTyped(world, requiredText(body, 'text'));
    const change = { text, blocks: undefined, ...(attachments && { attachments }) };
    return happened([editMessage(world, channel, message, change, person.id)]);
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
