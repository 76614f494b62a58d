import type { IncomingMessage } from 'node:http';
import type { Answer } from '../http/answer.ts';
import { readArgumentsOf } from '../http/body.ts';
import { type JsonObject, parseJson, stringIn } from '../json.ts';
import type { World } from '../world.ts';
import { requireScope } from './access.ts';
import { unknownArguments } from './arguments.ts';
import { performWithFaults, type Result, rateLimited, refused } from './faulty.ts';
import type { Method, Methods } from './method.ts';
import { SlackError } from './slack-error.ts';

type Token = 'bot' | 'app' | 'none' | 'unknown';

const tokenOf = (world: World, request: IncomingMessage, args: JsonObject): Token => {
  const [, bearer] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const token = bearer ?? stringIn(args.token);
  if (token === undefined || token === '') return 'none';
  if (token === world.credentials.botToken) return 'bot';
  return token === world.credentials.appToken ? 'app' : 'unknown';
};

const checkToken = (world: World, name: string, method: Method, token: Token) => {
  if (method.token === 'any') return;
  const reject = (code: string, what: string) => {
    world.journal.addViolation({ rule: 'bad-token', method: name, what });
    throw new SlackError(code);
  };
  if (token === 'none') reject('not_authed', 'called without a token');
  if (token === 'unknown') reject('invalid_auth', 'called with a token that is not this workspace’s');
  if (token !== method.token) reject('not_allowed_token_type', `called with the ${token} token`);
  // The bot may learn of its removal by this refusal, so it is no violation.
  if (token === 'bot' && world.workspace.isUninstalled) throw new SlackError('token_revoked');
};

const refuseImpatient = (world: World, name: string, channel: string | undefined) => {
  const secondsLeft = world.limits.ignoredWait(name, channel);
  if (secondsLeft === undefined) return undefined;
  const what = `called ${secondsLeft} s before the Retry-After was over`;
  world.journal.addViolation({ rule: 'ignored-retry-after', method: name, what });
  return rateLimited(secondsLeft);
};

const refuseTooFast = (world: World, name: string, method: Method, channel: string | undefined) => {
  const waitS = world.limits.refuse(name, method.tier, channel);
  if (waitS === undefined) return undefined;
  world.limits.startWait(name, channel, waitS);
  return rateLimited(waitS);
};

const reportUnknownArguments = (world: World, name: string, method: Method, args: JsonObject) => {
  for (const argument of unknownArguments(method.spec, args)) {
    const what = `${name} has no argument "${argument}"`;
    world.journal.addViolation({ rule: 'unknown-argument', method: name, what });
  }
};

const run = (world: World, name: string, method: Method, args: JsonObject, token: Token): Result => {
  try {
    checkToken(world, name, method, token);
    const limited = refuseTooFast(world, name, method, channelOf(method, args));
    if (limited) return limited;
    if (method.scope) requireScope(world, method.scope);
    reportUnknownArguments(world, name, method, args);
    return { answer: { status: 200, body: { ok: true, ...method.run(world, args) } }, ok: true };
  } catch (error) {
    if (error instanceof SlackError) return refused(error.code, error.extra);
    throw error;
  }
};

/** Only chat.postMessage is limited by channel. */
const channelOf = (method: Method, args: JsonObject) =>
  method.tier === 'post' ? stringIn(args.channel) : undefined;

const unknownMethod = (world: World, name: string): Result => {
  world.journal.addViolation({ rule: 'unknown-method', method: name, what: `the sandbox has no ${name}` });
  return refused('unknown_method', { req_method: name });
};

/** Arguments as a reader of the journal wants them: parsed, and without tokens. */
const readable = ({ token: _token, ...args }: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const isJson = typeof value === 'string' && /^[[{]/.test(value);
      return [name, isJson ? (parseJson(value) ?? value) : value];
    }),
  );

/** Answers one call of the Web API and writes it down. */
export const answerCall = async (
  world: World,
  methods: Methods,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> => {
  const startedMs = Date.now();
  const name = url.pathname.slice('/api/'.length);
  const args = await readArgumentsOf(request, url);
  const token = tokenOf(world, request, args);
  const method = methods[name];
  const channel = method && channelOf(method, args);
  const perform = () => (method ? run(world, name, method, args, token) : unknownMethod(world, name));
  const { answer, ...result } =
    refuseImpatient(world, name, channel) ??
    (await performWithFaults({ world, method: name, channel, perform }));
  const record = { method: name, token, args: readable(args), ...result };
  world.journal.addCall({ ...record, startedMs, ms: Date.now() - startedMs });
  return answer;
};
