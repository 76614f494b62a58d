import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, sendAnswer } from '../http/answer.ts';
import { readText } from '../http/body.ts';
import type { RecordKind } from '../journal.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { clicks } from './clicks.ts';
import { commands } from './commands.ts';
import { ControlError } from './control-error.ts';
import { forms } from './forms.ts';
import { type Lifecycle, lifecycleActions } from './lifecycle.ts';
import { streamLive } from './live.ts';
import { membership } from './membership.ts';
import { messaging } from './messaging.ts';
import { people } from './people.ts';
import { settings } from './settings.ts';
import { appOf, stateOf } from './state.ts';
import { userGroups } from './user-groups.ts';

export const CONTROL_PATH = '/_sandbox/';

const records: { [name: string]: RecordKind } = {
  calls: 'call',
  deliveries: 'delivery',
  violations: 'violation',
};

/** A list comes as `items`, a bare word as `value`. */
const bodyOf = (text: string): JsonObject => {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  if (Array.isArray(parsed)) return { items: parsed };
  if (isObject(parsed)) return parsed;
  if (typeof parsed === 'string') return { value: parsed };
  if (/^\w+$/.test(text.trim())) return { value: text.trim() };
  throw new ControlError('The body must be JSON.');
};

const look = (world: World, name: string, url: URL): Answer => {
  if (name === 'state') return { status: 200, body: stateOf(world) };
  if (name === 'app') return { status: 200, body: appOf(world) };
  const kind = records[name];
  if (!kind) throw new ControlError(`There is nothing to see at ${url.pathname}.`, 404);
  const since = Number(url.searchParams.get('since') ?? 0);
  if (!Number.isFinite(since)) throw new ControlError('"since" must be a number.');
  return { status: 200, body: JSON.stringify(world.journal.list(kind, since)), headers: JSON_TYPE };
};

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export type Control = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** The control interface under /_sandbox. */
export const createControl = (world: World, lifecycle: Lifecycle): Control => {
  const actions: Actions = {
    ...messaging,
    ...membership,
    ...people,
    ...userGroups,
    ...commands,
    ...clicks,
    ...forms,
    ...settings,
    ...lifecycleActions(lifecycle),
  };

  const act = async (request: IncomingMessage, name: string): Promise<Answer> => {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw new ControlError(`There is no action "${name}": see /_sandbox in the README.`, 404);
    return { status: 200, body: await action(world, bodyOf(await readText(request))) };
  };

  return async (request, response, url) => {
    const name = url.pathname.slice(CONTROL_PATH.length);
    if (request.method === 'GET' && name === 'live') return streamLive(world, response);
    try {
      const answer = request.method === 'GET' ? look(world, name, url) : await act(request, name);
      sendAnswer(response, answer);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      sendAnswer(response, { status: error.status, body: { error: error.message } });
    }
  };
};
