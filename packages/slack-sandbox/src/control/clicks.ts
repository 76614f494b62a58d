import type { Ephemeral } from '../answers.ts';
import { type JsonObject, objectsIn, stringIn } from '../json.ts';
import { chosenState, elementsOf, initialState, overflowChoice } from '../workspace/element-state.ts';
import { messageActionsPayload, viewActionsPayload } from '../workspace/interactions.ts';
import { findMessage } from '../workspace/lookup.ts';
import type { Channel, Message, Person } from '../workspace/types.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { requireInteractivity } from './commands.ts';
import { ControlError } from './control-error.ts';
import { actorIn, channelIn, openViewIn, optionalText, requiredText } from './request.ts';
import { asked } from './result.ts';

interface Found {
  block: JsonObject;
  element: JsonObject;
}

const findElement = (blocks: unknown, body: JsonObject): Found => {
  const actionId = requiredText(body, 'actionId');
  const blockId = optionalText(body, 'blockId');
  const all = objectsIn(blocks).flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const found = all.find(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
  if (found) return found;
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

/** What the click or choice sends; a button has nothing to choose. */
const actionOf = (world: World, found: Found, value: unknown): JsonObject => {
  const { element } = found;
  if (element.type === 'overflow') {
    const choice = overflowChoice(element, value);
    if (choice) return { ...fromElement(found), ...choice };
    throw new ControlError(`The menu has no option "${String(value)}": send its value or its text.`);
  }
  if (!initialState(element)) return buttonAction(found);
  const state = chosenState(world.workspace, element, value);
  if (state) return { ...fromElement(found), ...state };
  throw new ControlError(`"${String(value)}" is no choice of this ${String(element.type)}.`);
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

const blocksOf = (source: Source) => ('message' in source ? source.message : source.ephemeral).blocks;

export const clicks: Actions = {
  async click(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const channel = channelIn(world, body, person);
    const source = sourceOf(world, channel, person, requiredText(body, 'ts'));
    const action = actionOf(world, findElement(blocksOf(source), body), body.value);
    const payload = messageActionsPayload(world, person, channel, source, action);
    const interaction = { kind: 'action', type: 'block_actions', envelope: 'interactive', payload } as const;
    return asked(await world.gateway.interact(interaction));
  },

  async 'click-view'(world, body) {
    requireInteractivity(world);
    const person = actorIn(world, body);
    const record = openViewIn(world, body, person);
    const found = findElement(record.view.blocks, body);
    const action = actionOf(world, found, body.value);
    const blockId = String(found.block.block_id);
    const actionId = String(found.element.action_id);
    const state = chosenState(world.workspace, found.element, body.value);
    if (state) record.values[blockId] = { ...record.values[blockId], [actionId]: state };
    const payload = viewActionsPayload(world, person, record, action);
    const interaction = { kind: 'action', type: 'block_actions', envelope: 'interactive', payload } as const;
    return asked(await world.gateway.interact(interaction));
  },
};
