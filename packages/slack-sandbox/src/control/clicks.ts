import type { Ephemeral, StateValues } from '../answers.ts';
import { type JsonObject, objectsIn, stringIn } from '../json.ts';
import { elementsOf, initialState, overflowChoice } from '../workspace/element-state.ts';
import { messageActionsPayload, viewActionsPayload } from '../workspace/interactions.ts';
import { findMessage } from '../workspace/lookup.ts';
import { keepMessageState, messageState } from '../workspace/message-state.ts';
import type { Channel, Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { requireInteractivity } from './commands.ts';
import { ControlError } from './control-error.ts';
import { filledIn, type Shown } from './filled.ts';
import { actorIn, channelIn, openViewIn, optionalText, requiredText } from './request.ts';
import { asked, happened } from './result.ts';

interface Found {
  block: JsonObject;
  element: JsonObject;
}

const isNothing = (value: unknown) => value === undefined || value === null || value === '';

/** Several buttons of one action are told apart by their value. What is chosen in anything else is looked for later. */
const isMeant = ({ element }: Found, value: unknown): boolean =>
  element.type !== 'button' || isNothing(value) || element.value === value;

const findElement = (blocks: unknown, body: JsonObject): Found => {
  const actionId = requiredText(body, 'actionId');
  const blockId = optionalText(body, 'blockId');
  const all = objectsIn(blocks).flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const named = all.filter(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
  const found = named.find((each) => isMeant(each, body.value));
  if (found) return found;
  if (named.length > 0) {
    const values = named.map(({ element }) => stringIn(element.value) ?? 'none').join(', ');
    throw new ControlError(
      `No "${actionId}" there has the value "${String(body.value)}"; there is: ${values}.`,
      404,
    );
  }
  const offered = all.map(({ element }) => String(element.action_id)).join(', ') || 'nothing to click';
  throw new ControlError(`There is no element "${actionId}" there; it has: ${offered}.`, 404);
};

const fromElement = ({ block, element }: Found): JsonObject => ({
  action_id: element.action_id,
  block_id: block.block_id,
  type: element.type,
});

const buttonAction = (found: Found): JsonObject => ({
  ...fromElement(found),
  text: found.element.text,
  ...(stringIn(found.element.value) !== undefined && { value: found.element.value }),
});

const overflowAction = (found: Found, value: unknown): JsonObject => {
  const choice = overflowChoice(found.element, value);
  if (choice) return { ...fromElement(found), ...choice };
  throw new ControlError(`The menu has no option "${String(value)}": send its value or its text.`);
};

interface Used {
  /** What everything holds from now on. */
  values: StateValues;
  /** What the click or choice sends; undefined for an input that waits for its form. */
  action: JsonObject | undefined;
}

/** An input tells of itself only where its block wants that; it holds what was put into it all the same. */
const isWaiting = ({ type, dispatch_action }: JsonObject) => type === 'input' && dispatch_action !== true;

/** One use of an element, after `values` was put into others. A button or a menu has nothing to hold. */
const useOf = (shown: Shown, body: JsonObject): Used => {
  const found = findElement(shown.blocks, body);
  const { block, element } = found;
  const values = filledIn(shown, body.values);
  if (element.type === 'overflow') return { values, action: overflowAction(found, body.value) };
  if (!initialState(element)) return { values, action: buttonAction(found) };
  const ids = [String(block.block_id), String(element.action_id)] as const;
  const chosen = { [ids[0]]: { [ids[1]]: body.value ?? null } };
  const filled = filledIn({ ...shown, values }, chosen);
  const action = { ...fromElement(found), ...filled[ids[0]]?.[ids[1]] };
  return { values: filled, action: isWaiting(block) ? undefined : action };
};

type Source = { message: Message } | { ephemeral: Ephemeral };

const sourceOf = (world: World, channel: Channel, person: Person, ts: string): Source => {
  const message = findMessage(channel, ts);
  if (message) return { message };
  const ephemeral = world.workspace.ephemerals.find(
    (candidate) => candidate.channel === channel.id && candidate.ts === ts && !candidate.deleted,
  );
  if (ephemeral?.user === person.id) return { ephemeral };
  throw new ControlError(`${person.name} sees no message ${ts} in that channel.`, 404);
};

const shownIn = (source: Source) => ('message' in source ? source.message : source.ephemeral);

/** Sends a block action, unless there is none to send. */
const send = async (world: World, payload: JsonObject | undefined): Promise<JsonObject> => {
  if (!payload) return happened([]);
  const interaction = { kind: 'action', type: 'block_actions', envelope: 'interactive', payload } as const;
  return asked(await world.gateway.interact(interaction));
};

export const clicks: Actions = {
  async click(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const channel = channelIn(world, body, person);
    const source = sourceOf(world, channel, person, requiredText(body, 'ts'));
    const message = shownIn(source);
    const { workspace } = world;
    const before = messageState(workspace, message, person);
    const { values, action } = useOf({ workspace, person, blocks: message.blocks, values: before }, body);
    keepMessageState(workspace, message, person, values);
    return send(world, action && messageActionsPayload(world, person, channel, source, action));
  },

  async 'click-view'(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const record = openViewIn(world, body, person);
    const { blocks } = record.view;
    const { workspace } = world;
    const { values, action } = useOf({ workspace, person, blocks, values: record.values }, body);
    record.values = values;
    world.changes.mark('views', record);
    return send(world, action && viewActionsPayload(world, person, record, action));
  },
};
