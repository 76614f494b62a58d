import type { JsonObject } from '../json.ts';
import { openDirectMessage } from '../workspace/channels.ts';
import { findChannel, findMessage, findPerson, isMember } from '../workspace/lookup.ts';
import type { Channel, Message, Person, ViewRecord } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';

export const requiredText = (body: JsonObject, field: string): string => {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlError(`"${field}" is missing: send it as a text.`);
};

export const optionalText = (body: JsonObject, field: string): string | undefined => {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new ControlError(`"${field}" must be a text.`);
};

export const optionalFlag = (body: JsonObject, field: string): boolean | undefined => {
  const value = body[field];
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value;
  throw new ControlError(`"${field}" must be true or false.`);
};

export const optionalNumber = (body: JsonObject, field: string): number | undefined => {
  const value = body[field];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ControlError(`"${field}" must be a number.`);
};

export const oneOf = <T extends string>(body: JsonObject, field: string, allowed: readonly T[]): T => {
  const found = allowed.find((value) => value === body[field]);
  if (found) return found;
  throw new ControlError(`"${field}" must be one of: ${allowed.join(', ')}.`);
};

/** Anyone, "bot" being the app itself. */
export const personIn = (world: World, body: JsonObject, field = 'user'): Person => {
  const name = requiredText(body, field);
  const { workspace } = world;
  const person = findPerson(workspace, name === 'bot' ? workspace.bot.userId : name);
  if (person) return person;
  throw new ControlError(`There is nobody called "${name}": send an id or a name from /_sandbox/state.`, 404);
};

/** Somebody who can sign in and act. */
export const actorIn = (world: World, body: JsonObject): Person => {
  const person = personIn(world, body);
  if (person.deleted) throw new ControlError(`${person.name} is deactivated: choose somebody else.`);
  if (person.id === world.workspace.bot.userId) {
    throw new ControlError('The bot acts by itself: choose a person.');
  }
  return person;
};

export const channelNamed = (world: World, name: string): Channel => {
  const channel = findChannel(world.workspace, name);
  if (channel) return channel;
  throw new ControlError(`There is no channel "${name}": send an id or a name from /_sandbox/state.`, 404);
};

/** A channel that the person can see; "dm" is their direct message with the bot. */
export const channelIn = (world: World, body: JsonObject, person: Person): Channel => {
  const name = requiredText(body, 'channel');
  const channel = name === 'dm' ? openDirectMessage(world, person.id) : channelNamed(world, name);
  const isHidden = (channel.isPrivate || channel.isIm) && !isMember(channel, person.id);
  if (isHidden) throw new ControlError(`${person.name} cannot see that conversation: they are not in it.`);
  return channel;
};

/** A channel in which the person can write and react. */
export const joinedChannelIn = (world: World, body: JsonObject, person: Person): Channel => {
  const channel = channelIn(world, body, person);
  if (!isMember(channel, person.id)) {
    throw new ControlError(`${person.name} is not in #${channel.name}: send /_sandbox/join first.`);
  }
  if (channel.isArchived) throw new ControlError(`#${channel.name} is archived: unarchive it first.`);
  return channel;
};

export const messageIn = (channel: Channel, body: JsonObject, field = 'ts'): Message => {
  const ts = requiredText(body, field);
  const message = findMessage(channel, ts);
  if (message) return message;
  throw new ControlError(`There is no message ${ts} in that channel: it may be deleted.`, 404);
};

export const openViewIn = (world: World, body: JsonObject, person: Person): ViewRecord => {
  const viewId = requiredText(body, 'viewId');
  const record = world.workspace.views.get(viewId);
  if (!record || record.user !== person.id) {
    throw new ControlError(`${person.name} has no view ${viewId}: take one from /_sandbox/state.`, 404);
  }
  if (!record.open) throw new ControlError(`The view ${viewId} is closed.`);
  return record;
};
