import type { File } from '../answers.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import type { Draft } from '../workspace/messages.ts';
import { typedText } from '../workspace/typed-text.ts';
import type { Channel, Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';
import { messageIn, optionalFlag, optionalText, requiredText } from './request.ts';

export const asTyped = (world: World, text: string): string =>
  typedText(world.workspace, text, { withNames: false, withLinks: true });

type Author = Pick<Message, 'user' | 'botId' | 'appId' | 'username' | 'workflowId'>;

const botOf = (person: Person): Required<Pick<Person, 'botId' | 'appId'>> => {
  const { botId, appId, name } = person;
  if (botId && appId) return { botId, appId };
  throw new ControlError(`${name} is no bot: send a bot of another app as "user", such as "otherbot".`);
};

/** Ways in which a message comes from no person. */
const senders: { [as: string]: (world: World, person: Person) => Author } = {
  /** As an app's own bot user writes. */
  bot: (_world, person) => ({ user: person.id, ...botOf(person) }),
  /** As an incoming webhook writes: no user is behind its messages. */
  webhook: (_world, person) => ({ botId: botOf(person).botId, username: person.realName }),
  /** A workflow that this person runs: a new bot id each time, and no user. */
  workflow: ({ workspace }) => ({
    botId: workspace.newId('B'),
    workflowId: workspace.newId('Wf'),
    username: 'Demo Workflow',
  }),
};

/** A bot of another app writes as a webhook does, unless said otherwise. */
const authorIn = (world: World, body: JsonObject, person: Person): Author => {
  const as = optionalText(body, 'as') ?? (person.isBot ? 'webhook' : 'person');
  if (as === 'person') return { user: person.id };
  const sender = Object.hasOwn(senders, as) ? senders[as] : undefined;
  if (!sender) throw new ControlError(`"as" must be one of: person, ${Object.keys(senders).join(', ')}.`);
  return sender(world, person);
};

const mimetypes: { [extension: string]: string } = {
  csv: 'text/csv',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
};

const fileOf = (world: World, given: unknown): File => {
  const name = isObject(given) ? stringIn(given.name) : stringIn(given);
  if (!name) throw new ControlError('"files" must be a list of names, such as ["photo.png"].');
  const [, extension = ''] = /\.(\w+)$/.exec(name) ?? [];
  const mimetype = (isObject(given) && stringIn(given.mimetype)) || mimetypes[extension];
  return { id: world.workspace.newId('F'), name, mimetype: mimetype ?? 'application/octet-stream' };
};

const filesIn = (world: World, { files }: JsonObject): File[] | undefined => {
  if (files === undefined) return undefined;
  if (!Array.isArray(files) || files.length === 0) {
    throw new ControlError('"files" must be a list of names, such as ["photo.png"].');
  }
  return files.map((file) => fileOf(world, file));
};

export const attachmentsIn = ({ attachments }: JsonObject): JsonObject[] | undefined => {
  if (attachments === undefined) return undefined;
  if (Array.isArray(attachments) && attachments.every(isObject)) return objectsIn(attachments);
  throw new ControlError('"attachments" must be a list of objects, such as [{"text": "…"}].');
};

const subtypeIn = (body: JsonObject): string | undefined => {
  const subtype = optionalText(body, 'subtype');
  if (subtype === undefined || /^[a-z_]+$/.test(subtype)) return subtype;
  throw new ControlError('"subtype" must be one of Slack\'s, such as "me_message".');
};

/** Undefined outside a thread. */
const threadIn = (channel: Channel, body: JsonObject): Pick<Draft, 'threadTs' | 'isBroadcast'> => {
  const isBroadcast = optionalFlag(body, 'broadcast') ?? false;
  if (optionalText(body, 'threadTs') === undefined) {
    if (isBroadcast) throw new ControlError('Only a reply can be broadcast: send "threadTs" too.');
    return {};
  }
  // The message above the thread, whichever of its messages was named.
  const { threadTs, ts } = messageIn(channel, body, 'threadTs');
  return { threadTs: threadTs ?? ts, ...(isBroadcast && { isBroadcast }) };
};

/** What somebody, or something, is to say in that channel. Only what brings a file or an attachment needs no text. */
export const draftIn = (world: World, channel: Channel, body: JsonObject, person: Person): Draft => {
  const files = filesIn(world, body);
  const attachments = attachmentsIn(body);
  const subtype = subtypeIn(body);
  const text = files || attachments ? (optionalText(body, 'text') ?? '') : requiredText(body, 'text');
  return {
    ...authorIn(world, body, person),
    text: asTyped(world, text),
    ...threadIn(channel, body),
    ...(files && { files }),
    ...(attachments && { attachments }),
    ...(subtype && { subtype }),
  };
};
