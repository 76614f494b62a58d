import type { StateValues } from '../answers.ts';
import { type JsonObject, objectIn, objectsIn } from '../json.ts';
import { chosenState, elementsOf } from '../workspace/element-state.ts';
import type { Person, Workspace } from '../workspace/types.ts';
import { ControlError } from './control-error.ts';

/** A form, a home or a message, as somebody sees it. */
export interface Shown {
  workspace: Workspace;
  person: Person;
  blocks: unknown;
  values: StateValues;
}

const elementIn = (shown: Shown, blockId: string, actionId: string): JsonObject => {
  const blocks = objectsIn(shown.blocks);
  const block = blocks.find((candidate) => candidate.block_id === blockId);
  const element = block && elementsOf(block).find((candidate) => candidate.action_id === actionId);
  if (element) return element;
  const offered = blocks.flatMap((candidate) =>
    elementsOf(candidate).map(({ action_id }) => `${String(candidate.block_id)}.${String(action_id)}`),
  );
  throw new ControlError(`There is no input "${blockId}.${actionId}"; there are: ${offered.join(', ')}.`);
};

/** What it holds once the person has typed and chosen `given`: block id → action id → plain value. */
export const filledIn = (shown: Shown, given: unknown): StateValues => {
  const { workspace, person, values } = shown;
  const filled: StateValues = { ...values };
  for (const [blockId, actions] of Object.entries(objectIn(given))) {
    for (const [actionId, plain] of Object.entries(objectIn(actions))) {
      const current = values[blockId]?.[actionId];
      const chooser = { workspace, person, current };
      const state = chosenState(elementIn(shown, blockId, actionId), plain, chooser);
      if (!state) throw new ControlError(`"${String(plain)}" is no choice of "${blockId}.${actionId}".`);
      filled[blockId] = { ...filled[blockId], [actionId]: state };
    }
  }
  return filled;
};
