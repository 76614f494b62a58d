import type { StateValues } from '../answers.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import { findChannel, findPerson } from './lookup.ts';
import type { Workspace } from './types.ts';

/** The state of one kind of element, as `view.state.values` and block actions carry it. */
interface ElementKind {
  field: string;
  initial(element: JsonObject): unknown;
  /** What the plain value of a person means to this element; undefined when it offers no such choice. */
  choose(plain: unknown, element: JsonObject, workspace: Workspace): unknown;
}

const optionsOf = (element: JsonObject): JsonObject[] => [
  ...objectsIn(element.options),
  ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
];

const option = (plain: unknown, element: JsonObject): JsonObject | undefined => {
  const wanted = isObject(plain) ? plain.value : plain;
  const found = optionsOf(element).find(
    ({ value, text }) => value === wanted || (isObject(text) && text.text === wanted),
  );
  const isExternal = String(element.type).endsWith('external_select');
  return found ?? (isExternal && stringIn(wanted) ? external(String(wanted)) : undefined);
};

/** Options of an external select come from the bot; the tester names the one that was chosen. */
const external = (value: string): JsonObject => ({ text: { type: 'plain_text', text: value }, value });

const person = (plain: unknown, _element: JsonObject, workspace: Workspace) =>
  findPerson(workspace, String(plain))?.id;

const channel = (plain: unknown, _element: JsonObject, workspace: Workspace) =>
  findChannel(workspace, String(plain))?.id;

/** Slack's conversations are channels and direct messages alike. */
const conversation = (plain: unknown, element: JsonObject, workspace: Workspace) =>
  channel(plain, element, workspace) ?? person(plain, element, workspace);

const text = (plain: unknown) => (isObject(plain) ? undefined : String(plain));

const matching = (pattern: RegExp) => (plain: unknown) =>
  pattern.test(String(plain)) ? String(plain) : undefined;

const instant = (plain: unknown) => {
  const seconds = typeof plain === 'number' ? plain : Date.parse(String(plain)) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
};

const richText = (plain: unknown) =>
  isObject(plain)
    ? plain
    : {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: String(plain) }] }],
      };

const one = (field: string, initialField: string, choose: ElementKind['choose']): ElementKind => ({
  field,
  initial: (element) => element[initialField] ?? null,
  choose,
});

const many = (field: string, initialField: string, choose: ElementKind['choose']): ElementKind => ({
  field,
  initial: (element) => element[initialField] ?? [],
  choose(plain, element, workspace) {
    const chosen = (Array.isArray(plain) ? plain : [plain]).map((item) => choose(item, element, workspace));
    return chosen.includes(undefined) ? undefined : chosen;
  },
});

const kinds: { [type: string]: ElementKind } = {
  channels_select: one('selected_channel', 'initial_channel', channel),
  checkboxes: many('selected_options', 'initial_options', option),
  conversations_select: one('selected_conversation', 'initial_conversation', conversation),
  datepicker: one('selected_date', 'initial_date', matching(/^\d{4}-\d\d-\d\d$/)),
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
  timepicker: one('selected_time', 'initial_time', matching(/^\d\d:\d\d$/)),
  url_text_input: one('value', 'initial_value', text),
  users_select: one('selected_user', 'initial_user', person),
};

const kindOf = (element: JsonObject): ElementKind | undefined => kinds[String(element.type)];

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Undefined for elements without a state, such as buttons. */
export const initialState = (element: JsonObject): JsonObject | undefined => {
  const kind = kindOf(element);
  return kind && { type: element.type, [kind.field]: kind.initial(element) };
};

/** Undefined when the element offers no such choice. An empty value empties it. */
export const chosenState = (
  workspace: Workspace,
  element: JsonObject,
  plain: unknown,
): JsonObject | undefined => {
  const kind = kindOf(element);
  if (!kind) return undefined;
  const type = String(element.type);
  const empty = type.startsWith('multi_') || type === 'checkboxes' ? [] : null;
  const chosen = isNothing(plain) ? empty : kind.choose(plain, element, workspace);
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
export const initialValues = (blocks: readonly JsonObject[], previous: StateValues = {}): StateValues => {
  const values: StateValues = {};
  for (const block of blocks) {
    const blockId = String(block.block_id);
    for (const element of elementsOf(block)) {
      const actionId = String(element.action_id);
      const kept = previous[blockId]?.[actionId];
      const state = kept && isStillOffered(kept, element) ? kept : initialState(element);
      if (state) values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
};
