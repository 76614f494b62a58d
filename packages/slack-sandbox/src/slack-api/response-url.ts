import type { IncomingMessage } from 'node:http';
import type { Ephemeral } from '../answers.ts';
import type { Answer } from '../http/answer.ts';
import { readText } from '../http/body.ts';
import { type JsonObject, objectIn, parseJson, stringIn } from '../json.ts';
import { checkedContent } from '../rules/content.ts';
import { forgetMessageStates } from '../workspace/message-state.ts';
import { deleteMessage, editMessage, postMessage } from '../workspace/messages.ts';
import type { Channel, ResponseUrl } from '../workspace/types.ts';
import type { World } from '../world.ts';
import { performWithFaults, type Result, refused } from './faulty.ts';
import { SlackError } from './slack-error.ts';

const USES_MOST = 5;
const LIFE_MS = 30 * 60_000;
const TEXT_MAX = 40_000;
/** The name under which faults and the journal know a use of a response_url. */
export const RESPONSE_URL = 'response_url';

export const newResponseUrl = (
  world: World,
  path: 'commands' | 'actions' | 'app',
  given: Pick<ResponseUrl, 'user' | 'channel'> & Partial<Pick<ResponseUrl, 'sourceTs'>>,
): string => {
  const { workspace, clock, baseUrl } = world;
  const key = `/${path}/${workspace.team.id}/${workspace.newId('')}/${workspace.newId('')}`;
  workspace.responseUrls.set(key, { ...given, issuedMs: clock.ms(), uses: 0 });
  return `${baseUrl}${key}`;
};

export const isResponseUrlPath = (path: string): boolean => /^\/(commands|actions|app)\//.test(path);

interface Target {
  url: ResponseUrl;
  channel: Channel;
  given: JsonObject;
}

const sourceEphemeral = (world: World, { url, channel }: Target): Ephemeral | undefined =>
  world.workspace.ephemerals.find(({ channel: id, ts }) => id === channel.id && ts === url.sourceTs);

const deleteOriginal = (world: World, target: Target) => {
  const ephemeral = sourceEphemeral(world, target);
  const message = target.channel.messages.get(target.url.sourceTs ?? '');
  if (ephemeral) {
    ephemeral.deleted = true;
    world.changes.mark('ephemerals', ephemeral);
  } else if (message && !message.deleted) {
    void deleteMessage(world, target.channel, message);
  }
};

const contentOf = (world: World, given: JsonObject) => {
  const blocks = Array.isArray(given.blocks) ? { blocks: given.blocks } : {};
  const { attachments } = given;
  return checkedContent(
    world,
    RESPONSE_URL,
    { text: stringIn(given.text) ?? '', attachments, ...blocks },
    TEXT_MAX,
  );
};

/** True when there was an original to replace. */
const replaceOriginal = (world: World, target: Target): boolean => {
  const ephemeral = sourceEphemeral(world, target);
  const message = target.channel.messages.get(target.url.sourceTs ?? '');
  if (!ephemeral && !message) return false;
  const { text, blocks } = contentOf(world, target.given);
  if (ephemeral) {
    delete ephemeral.blocks;
    Object.assign(ephemeral, { text, replaced: true, ...(blocks && { blocks }) });
    forgetMessageStates(world.workspace, ephemeral);
    world.changes.mark('ephemerals', ephemeral);
  } else if (message) {
    void editMessage(world, target.channel, message, { text, blocks }, world.workspace.bot.userId);
  }
  return true;
};

/** Into the channel, also when a message of a thread was clicked: an answer comes into a thread that it names. */
const addMessage = (world: World, { url, channel, given }: Target) => {
  const { workspace } = world;
  const content = contentOf(world, given);
  const threadTs = stringIn(given.thread_ts);
  const placed = { ...content, ...(threadTs && { threadTs }) };
  if (given.response_type === 'in_channel') {
    const { userId, botId, appId } = workspace.bot;
    postMessage(world, channel, { user: userId, botId, appId, ...placed });
    return;
  }
  const ephemeral = { channel: channel.id, ts: workspace.newTs(), user: url.user, ...placed };
  workspace.ephemerals.push(ephemeral);
  world.changes.mark('ephemerals', ephemeral);
};

/** Does what the bot answers to a command or a click: shows, replaces or deletes a message. */
export const respond = (world: World, url: ResponseUrl, given: JsonObject): void => {
  const channel = world.workspace.channels.get(url.channel);
  if (!channel) throw new SlackError('channel_not_found');
  const target: Target = { url, channel, given };
  if (given.delete_original === true) deleteOriginal(world, target);
  else if (given.replace_original !== true || !replaceOriginal(world, target)) addMessage(world, target);
};

const use = (world: World, path: string, given: JsonObject): Result => {
  const url = world.workspace.responseUrls.get(path);
  const isExpired = url && world.clock.ms() - url.issuedMs > LIFE_MS;
  if (!url || isExpired || url.uses >= USES_MOST) {
    const code = url && !isExpired ? 'used_url' : 'expired_url';
    const what = code === 'used_url' ? `used more than ${USES_MOST} times` : 'used after 30 minutes';
    world.journal.addViolation({ rule: 'response-url', method: RESPONSE_URL, what });
    return { ...refused(code), answer: { status: 404, body: { ok: false, error: code } } };
  }
  url.uses += 1;
  try {
    respond(world, url, given);
    return { answer: { status: 200, body: 'ok' }, ok: true };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { code, extra } = error;
    return { ...refused(code), answer: { status: 400, body: { ok: false, error: code, ...extra } } };
  }
};

/** Answers one use of a response_url and writes it down. */
export const answerResponseUrl = async (
  world: World,
  request: IncomingMessage,
  path: string,
): Promise<Answer> => {
  const startedMs = Date.now();
  const args = objectIn(parseJson(await readText(request)));
  const { answer, ...result } = await performWithFaults({
    world,
    method: RESPONSE_URL,
    channel: undefined,
    perform: () => use(world, path, args),
  });
  const record = { method: RESPONSE_URL, token: 'none', args, ...result };
  world.journal.addCall({ ...record, startedMs, ms: Date.now() - startedMs });
  return answer;
};
