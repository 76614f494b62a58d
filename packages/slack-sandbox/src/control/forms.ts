import { isObject, type JsonObject, objectIn, objectsIn, stringIn, stringsIn } from '../json.ts';
import { checkedView } from '../rules/view-rules.ts';
import { checkExternalId, checkStack } from '../rules/view-stack.ts';
import { newResponseUrl } from '../slack-api/response-url.ts';
import { refusal, SlackError } from '../slack-api/slack-error.ts';
import { stateValue } from '../workspace/element-state.ts';
import { inputFaults } from '../workspace/input-rules.ts';
import { closedPayload, submissionPayload } from '../workspace/interactions.ts';
import type { Person, ViewRecord } from '../workspace/types.ts';
import { closeView, createView, replaceView, viewStack } from '../workspace/views.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { requireInteractivity } from './commands.ts';
import { ControlError } from './control-error.ts';
import { filledIn } from './filled.ts';
import { actorIn, openViewIn } from './request.ts';
import { asked } from './result.ts';

/** For the conversation selects that ask for one. */
const responseUrls = (world: World, person: Person, record: ViewRecord): JsonObject[] =>
  objectsIn(record.view.blocks).flatMap((block) => {
    const element = objectIn(block.element);
    const state = record.values[String(block.block_id)]?.[String(element.action_id)];
    const channel = state && stringIn(stateValue(state));
    if (element.response_url_enabled !== true || !channel) return [];
    const response_url = newResponseUrl(world, 'app', { user: person.id, channel });
    const { block_id } = block;
    return [{ block_id, action_id: element.action_id, channel_id: channel, response_url }];
  });

type Response = (world: World, record: ViewRecord, body: JsonObject) => JsonObject;

/** Slack shows errors beside inputs only, and takes none that have nowhere to stand or nothing to say. */
const checkedErrors = (record: ViewRecord, given: unknown): { [blockId: string]: string } => {
  const inputs = objectsIn(record.view.blocks).filter(({ type }) => type === 'input');
  const errors = Object.entries(objectIn(given)).map(([blockId, words]): [string, string] => {
    const isKnown = inputs.some(({ block_id }) => block_id === blockId);
    if (!isKnown) throw refusal('invalid_arguments', [`"${blockId}" is no input block of the form`]);
    if (stringIn(words)) return [blockId, String(words)];
    throw refusal('invalid_arguments', [`the error of "${blockId}" must be a text`]);
  });
  if (errors.length === 0) throw refusal('invalid_arguments', ['"errors" names no block']);
  return Object.fromEntries(errors);
};

/** What the bot may answer to a form; each returns what /submit answers besides. */
const responses: { [action: string]: Response } = {
  errors(world, record, { errors }) {
    record.errors = checkedErrors(record, errors);
    world.changes.mark('views', record);
    return { errors: record.errors };
  },
  update(world, record, { view }) {
    const checked = checkedView(world, 'view_submission', view, 'modal');
    checkExternalId(world, checked, record);
    replaceView(world, record, checked);
    return {};
  },
  push(world, record, { view }) {
    checkStack(world, record);
    const checked = checkedView(world, 'view_submission', view, 'modal');
    checkExternalId(world, checked);
    return { viewId: createView(world, { user: record.user, view: checked, onto: record }).id };
  },
  clear(world, record) {
    for (const view of viewStack(world, record)) closeView(world, view);
    return {};
  },
};

const isEmpty = (body: unknown) =>
  body === undefined || body === '' || (isObject(body) && Object.keys(body).length === 0);

const responseTo = (body: unknown): { response: Response; given: JsonObject } => {
  const action = isObject(body) ? stringIn(body.response_action) : undefined;
  const response = action !== undefined && Object.hasOwn(responses, action) ? responses[action] : undefined;
  if (response && isObject(body)) return { response, given: body };
  throw refusal('invalid_arguments', [`response_action is none of ${Object.keys(responses).join(', ')}`]);
};

/** An answer that Slack does not take leaves the form as it is, under words of Slack's own. */
const takeResponse = (world: World, record: ViewRecord, body: unknown): JsonObject => {
  if (isEmpty(body)) {
    closeView(world, record);
    return {};
  }
  try {
    const { response, given } = responseTo(body);
    return response(world, record, given);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const said = stringsIn(objectIn(error.extra.response_metadata).messages).join('; ');
    const what = `the answer to a form was refused: ${said || error.code}`;
    world.journal.addViolation({ rule: 'invalid-response', method: 'view_submission', what });
    return { ok: false, status: 'invalid_response' };
  }
};

const tellClosed = (world: World, person: Person, record: ViewRecord, isCleared: boolean) => {
  const payload = closedPayload(world, person, record, isCleared);
  return world.gateway.interact({ kind: 'view', type: 'view_closed', envelope: 'interactive', payload });
};

export const forms: Actions = {
  async submit(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const record = openViewIn(world, body, person);
    if (record.type === 'home')
      throw new ControlError('A home has no submit button: send /_sandbox/click-view.');
    const { values, view } = record;
    record.values = filledIn(
      { workspace: world.workspace, person, blocks: view.blocks, values },
      body.values,
    );
    delete record.errors;
    world.changes.mark('views', record);
    const errors = inputFaults(record.view.blocks, record.values);
    if (Object.keys(errors).length > 0) {
      record.errors = errors;
      return { ok: false, ackMs: null, status: 'invalid_input', errors };
    }
    const payload = submissionPayload(world, person, record, responseUrls(world, person, record));
    const outcome = await world.gateway.interact({
      kind: 'view',
      type: 'view_submission',
      envelope: 'interactive',
      payload,
    });
    return asked(outcome, outcome.status === 'ok' ? takeResponse(world, record, outcome.body) : {});
  },

  async 'close-view'(world, body) {
    const person = actorIn(world, body);
    const record = openViewIn(world, body, person);
    if (record.type === 'home') throw new ControlError('A home cannot be closed.');
    const isCleared = record.view.clear_on_close === true;
    const closed = isCleared ? viewStack(world, record) : [record];
    for (const view of closed) closeView(world, view);
    const told = closed.filter(({ view }) => view.notify_on_close === true);
    const outcomes = await Promise.all(told.map((view) => tellClosed(world, person, view, isCleared)));
    return asked(
      outcomes.find(({ status }) => status !== 'ok') ?? outcomes[0] ?? { status: 'ok', ackMs: null },
    );
  },
};
