import type { StateValues } from '../answers.ts';
import { type JsonObject, objectIn, objectsIn } from '../json.ts';
import { isNumber } from '../rules/written.ts';
import { isEmptyState, stateValue } from './element-state.ts';

const TEXT_MAX = 3000;

const numberIn = (value: unknown): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);

const lengthFault = (value: string, element: JsonObject): string | undefined => {
  const most = numberIn(element.max_length) ?? TEXT_MAX;
  const least = numberIn(element.min_length) ?? 0;
  if (value.length > most) return `Please shorten this to ${most} characters or fewer.`;
  if (value.length < least) return `Please lengthen this to ${least} characters or more.`;
  return undefined;
};

const numberFault = (value: string, element: JsonObject): string | undefined => {
  if (!isNumber(value)) return 'Please enter a number.';
  const number = Number(value);
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  const least = numberIn(element.min_value) ?? -Infinity;
  const most = numberIn(element.max_value) ?? Infinity;
  if (number < least) return `Please enter ${least} or more.`;
  if (number > most) return `Please enter ${most} or less.`;
  return undefined;
};

const isUrl = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const checks: { [type: string]: (value: string, element: JsonObject) => string | undefined } = {
  plain_text_input: lengthFault,
  number_input: numberFault,
  email_text_input: (value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.',
  url_text_input: (value) => (isUrl(value) ? undefined : 'Please enter a valid URL.'),
};

const faultOf = (block: JsonObject, state: JsonObject): string | undefined => {
  const element = objectIn(block.element);
  const value = stateValue(state);
  if (isEmptyState(state)) {
    return block.optional === true ? undefined : 'Please complete this required field.';
  }
  const most = numberIn(element.max_selected_items);
  if (most !== undefined && Array.isArray(value) && value.length > most) {
    return `Please choose ${most} or fewer.`;
  }
  return checks[String(element.type)]?.(String(value), element);
};

/** What Slack's client says beside inputs, by block id, before the app hears of the form. */
export const inputFaults = (blocks: unknown, values: StateValues): { [blockId: string]: string } => {
  const faults: { [blockId: string]: string } = {};
  for (const block of objectsIn(blocks)) {
    if (block.type !== 'input') continue;
    const blockId = String(block.block_id);
    const state = values[blockId]?.[String(objectIn(block.element).action_id)];
    const fault = state && faultOf(block, state);
    if (fault) faults[blockId] = fault;
  }
  return faults;
};
