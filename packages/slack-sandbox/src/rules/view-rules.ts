import { isObject, type JsonObject, objectIn, objectsIn, stringIn } from '../json.ts';
import { refusal, SlackError } from '../slack-api/slack-error.ts';
import { elementsOf } from '../workspace/element-state.ts';
import type { World } from '../world.ts';
import { viewFields } from './block-fields.ts';
import { halfCharacter, lengthOf } from './characters.ts';
import { checkedBlocks } from './content.ts';

const VIEW_MAX_BYTES = 250_000;
const textMost: { [field: string]: number } = { private_metadata: 3000, callback_id: 255, external_id: 255 };
const titleMost: { [field: string]: number } = { title: 24, submit: 24, close: 24 };

const faultsOf = (view: JsonObject, type: 'modal' | 'home'): string[] => {
  const faults = Object.keys(view)
    .filter((field) => !viewFields[type].has(field))
    .map((field) => `a view has no field "${field}"`);
  for (const [field, most] of Object.entries(textMost)) {
    if (lengthOf(stringIn(view[field]) ?? '') > most)
      faults.push(`${field} has more than ${most} characters`);
  }
  for (const [field, most] of Object.entries(titleMost)) {
    const text = stringIn(objectIn(view[field]).text) ?? '';
    if (lengthOf(text) > most) faults.push(`${field} has ${lengthOf(text)} characters; Slack takes ${most}`);
    if (view[field] && objectIn(view[field]).type !== 'plain_text')
      faults.push(`${field} must be plain_text`);
  }
  // What is in the blocks is found with them.
  const half = halfCharacter({ ...view, blocks: [] }, 'view');
  if (half) faults.push(`${half} holds half a character`);
  if (!Array.isArray(view.blocks)) faults.push('a view needs blocks');
  const eager = objectsIn(view.blocks)
    .flatMap(elementsOf)
    .filter(({ focus_on_load }) => focus_on_load === true);
  if (eager.length > 1) faults.push('only one element may have focus_on_load');
  if (view.type === 'modal') faults.push(...modalFaults(view));
  return faults;
};

const modalFaults = (view: JsonObject): string[] => {
  const hasInput = objectsIn(view.blocks).some((block) => block.type === 'input');
  return [
    ...(view.title ? [] : ['a modal needs a title']),
    ...(hasInput && !view.submit ? ['a modal with inputs needs a submit button'] : []),
  ];
};

/** The view with its blocks named, once it keeps to Slack's rules; every fault is recorded. */
export const checkedView = (
  world: World,
  method: string,
  view: unknown,
  type: 'modal' | 'home',
): JsonObject => {
  if (!isObject(view)) throw refusal('invalid_arguments', ['view must be an object']);
  const faults = faultsOf(view, type);
  if (view.type !== type) faults.push(`the view's type must be "${type}"`);
  for (const what of faults) world.journal.addViolation({ rule: 'invalid-view', method, what });
  if (faults.length > 0) throw refusal('invalid_arguments', faults);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_MAX_BYTES) {
    world.journal.addViolation({ rule: 'limit', method, what: 'the view is larger than 250 KB' });
    throw new SlackError('view_too_large');
  }
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  return { ...view, blocks: checkedBlocks(world, method, blocks, type) };
};
