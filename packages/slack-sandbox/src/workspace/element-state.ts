import type { StateValues } from '../answers.ts';
import { isObject, type JsonObject, objectsIn } from '../json.ts';
import { isDay, isTime } from '../rules/written.ts';
import {
  type Chooser,
  channel,
  conversation,
  instant,
  option,
  optionsOf,
  person,
  richText,
  text,
  written,
} from './choosing.ts';

/** The state of one kind of element, as `view.state.values` and block actions carry it. */
interface ElementKind {
  field: string;
  /** `here` is the conversation that the person was looking at, if any. */
  initial(element: JsonObject, here: string | undefined): unknown;
  /** What the plain value of a person means to this element; undefined when it offers no such choice. */
  choose(plain: unknown, element: JsonObject, chooser: Chooser): unknown;
}

/** What is chosen may stay, also when it would be offered no longer. */
const chosenBefore = (plain: unknown, { current }: Chooser): unknown =>
  current &&
  [stateValue(current)]
    .flat()
    .find((chosen) => (isObject(chosen) ? chosen.value === plain : chosen !== null && chosen === plain));

const defaultIn = ({ default_to_current_conversation: isWanted }: JsonObject, here: string | undefined) =>
  isWanted === true ? here : undefined;

const one = (field: string, initialField: string, choose: ElementKind['choose']): ElementKind => ({
  field,
  initial: (element, here) => element[initialField] ?? defaultIn(element, here) ?? null,
  choose: (plain, element, chooser) => chosenBefore(plain, chooser) ?? choose(plain, element, chooser),
});

const many = (field: string, initialField: string, choose: ElementKind['choose']): ElementKind => ({
  field,
  initial: (element, here) => element[initialField] ?? [defaultIn(element, here) ?? []].flat(),
  choose(plain, element, chooser) {
    const chosen = [plain]
      .flat()
      .map((item) => chosenBefore(item, chooser) ?? choose(item, element, chooser));
    return chosen.includes(undefined) ? undefined : [...new Set(chosen)];
  },
});

const kinds: { [type: string]: ElementKind } = {
  channels_select: one('selected_channel', 'initial_channel', channel),
  checkboxes: many('selected_options', 'initial_options', option),
  conversations_select: one('selected_conversation', 'initial_conversation', conversation),
  datepicker: one('selected_date', 'initial_date', written(isDay)),
  datetimepicker: one('selected_date_time', 'initial_date_time', instant),
  email_text_input: one('value', 'initial_value', text),
  external_select: one('selected_option', 'initial_option', option),
  multi_channels_select: many('selected_channels', 'initial_channels', channel),
  multi_conversations_select: many('selected_conversations', 'initial_conversations', conversation),
  multi_external_select: many('selected_options', 'initial_options', option),
  multi_static_select: many('selected_options', 'initial_options', option),
  multi_users_select: many('selected_users', 'initial_users', person),
  number_input: one('value', 'initial_value', text),
  plain_text_input: one('value', 'initial_value', text),
  radio_buttons: one('selected_option', 'initial_option', option),
  rich_text_input: one('rich_text_value', 'initial_value', richText),
  static_select: one('selected_option', 'initial_option', option),
  timepicker: one('selected_time', 'initial_time', written(isTime)),
  url_text_input: one('value', 'initial_value', text),
  users_select: one('selected_user', 'initial_user', person),
};

const kindOf = (element: JsonObject): ElementKind | undefined => kinds[String(element.type)];

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Undefined for elements without a state, such as buttons. */
export const initialState = (element: JsonObject, here?: string): JsonObject | undefined => {
  const kind = kindOf(element);
  return kind && { type: element.type, [kind.field]: kind.initial(element, here) };
};

/** Undefined when the element offers no such choice. An empty value empties it. */
export const chosenState = (
  element: JsonObject,
  plain: unknown,
  chooser: Chooser,
): JsonObject | undefined => {
  const kind = kindOf(element);
  if (!kind) return undefined;
  const type = String(element.type);
  const empty = type.startsWith('multi_') || type === 'checkboxes' ? [] : null;
  const chosen = isNothing(plain) ? empty : kind.choose(plain, element, chooser);
  return chosen === undefined ? undefined : { type, [kind.field]: chosen };
};

/** The value that a state holds: a text, an id, an option, or a list of them. */
export const stateValue = (state: JsonObject): unknown => state[kindOf(state)?.field ?? ''];

export const isEmptyState = (state: JsonObject): boolean => isNothing(stateValue(state));

/** An overflow menu and its choice, which is no state but goes with the click. */
export const overflowChoice = (element: JsonObject, plain: unknown): JsonObject | undefined => {
  const chosen = option(plain, element);
  return chosen && { selected_option: chosen };
};

export const elementsOf = (block: JsonObject): JsonObject[] => [
  ...(block.type === 'actions' || block.type === 'context_actions' ? objectsIn(block.elements) : []),
  ...objectsIn([block.accessory, block.element]),
];

/** An option that is gone from its menu is chosen no longer. */
const isStillOffered = (state: JsonObject, element: JsonObject): boolean => {
  if (state.type !== element.type) return false;
  const chosen = objectsIn([state.selected_option, state.selected_options].flat());
  if (String(element.type).endsWith('external_select')) return true;
  return chosen.every(({ value }) => optionsOf(element).some((offered) => offered.value === value));
};

/** The state of all elements; where `previous` knows an element of the same ids, its value stays. */
export const initialValues = (
  blocks: readonly JsonObject[],
  { previous = {}, here }: { previous?: StateValues; here?: string | undefined } = {},
): StateValues => {
  const values: StateValues = {};
  for (const block of blocks) {
    const blockId = String(block.block_id);
    for (const element of elementsOf(block)) {
      const actionId = String(element.action_id);
      const kept = previous[blockId]?.[actionId];
      const state = kept && isStillOffered(kept, element) ? kept : initialState(element, here);
      if (state) values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
};
