import { type JsonObject, objectIn, objectsIn, stringIn, stringsIn } from '../json.ts';
import type { BlockFault } from './block-rules.ts';
import { lengthOf } from './characters.ts';
import { isDay, isInstant, isNumber, isTime } from './written.ts';

/** What is wrong with an element whose fields are each right by themselves; undefined when they agree. */
type Agreement = (element: JsonObject) => string | undefined;

const optionsOf = (element: JsonObject): JsonObject[] => [
  ...objectsIn(element.options),
  ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
];

const wordsOf = (option: JsonObject): string =>
  JSON.stringify([option.text, option.description].map((text) => stringIn(objectIn(text).text)));

const isSame = (one: JsonObject, other: JsonObject) =>
  one.value === other.value && wordsOf(one) === wordsOf(other);

const initialOptions: Agreement = (element) => {
  const initial = objectsIn([element.initial_option, element.initial_options].flat());
  const stray = initial.find((one) => !optionsOf(element).some((option) => isSame(one, option)));
  return stray && `the initial option "${String(stray.value)}" is exactly none of its options`;
};

const eitherOptions: Agreement = ({ options, option_groups }) =>
  options !== undefined && option_groups !== undefined ? 'has both options and option_groups' : undefined;

const initialLists = ['initial_options', 'initial_users', 'initial_channels', 'initial_conversations'];

const notTooMany: Agreement = (element) => {
  const most = element.max_selected_items;
  const field = initialLists.find((name) => Array.isArray(element[name]));
  const initial = field === undefined ? [] : [element[field]].flat();
  return typeof most === 'number' && initial.length > most
    ? `begins with ${initial.length} chosen, and takes ${most}`
    : undefined;
};

const numberFields = ['min_value', 'max_value', 'initial_value'];

const numbers: Agreement = (element) => {
  const given = numberFields.filter((name) => element[name] !== undefined && element[name] !== null);
  const odd = given.find((name) => !isNumber(stringIn(element[name]) ?? ''));
  if (odd) return `${odd} must be a number written as a string`;
  const isWhole = element.is_decimal_allowed !== true;
  const broken = isWhole && given.find((name) => !Number.isInteger(Number(element[name])));
  if (broken) return `${broken} must be a whole number without is_decimal_allowed`;
  const [least, most, initial] = numberFields.map((name, index) =>
    Number(element[name] ?? [-Infinity, Infinity, Number.NaN][index]),
  ) as [number, number, number];
  if (least > most) return 'min_value is greater than max_value';
  return initial < least || initial > most ? 'initial_value is out of its range' : undefined;
};

const lengths: Agreement = ({ min_length: least = 0, max_length: most, initial_value }) => {
  if (most === undefined) return undefined;
  if (Number(least) > Number(most)) return 'min_length is greater than max_length';
  return lengthOf(stringIn(initial_value) ?? '') > Number(most)
    ? 'initial_value is longer than max_length'
    : undefined;
};

const written =
  (field: string, isRight: (text: string) => boolean, form: string): Agreement =>
  (element) =>
    element[field] === undefined || isRight(stringIn(element[field]) ?? '')
      ? undefined
      : `${field} must be written ${form}`;

const instant: Agreement = ({ initial_date_time: given }) =>
  given === undefined || isInstant(given) ? undefined : 'initial_date_time must be seconds of ten digits';

const kindsOfConversation = ['im', 'mpim', 'private', 'public'];
const flags = ['exclude_external_shared_channels', 'exclude_bot_users'];

const filter: Agreement = ({ filter: given }) => {
  if (given === undefined) return undefined;
  const { include, ...rest } = objectIn(given);
  const unknown = Object.keys(rest).find((name) => !flags.includes(name));
  if (unknown) return `its filter has no field "${unknown}"`;
  if (include === undefined) return Object.keys(rest).length > 0 ? undefined : 'its filter is empty';
  const kinds = stringsIn(include);
  const isRight = kinds.length > 0 && kinds.every((kind) => kindsOfConversation.includes(kind));
  return isRight ? undefined : `its filter includes none but ${kindsOfConversation.join(', ')}`;
};

const triggers = ['on_enter_pressed', 'on_character_entered'];

const dispatching: Agreement = ({ dispatch_action_config: given }) => {
  if (given === undefined) return undefined;
  const wanted = stringsIn(objectIn(given).trigger_actions_on);
  const isRight = wanted.length > 0 && wanted.every((trigger) => triggers.includes(trigger));
  return isRight ? undefined : `dispatch_action_config names none but ${triggers.join(', ')}`;
};

const many = [notTooMany];
const typed = [dispatching];

const agreements: { [type: string]: readonly Agreement[] } = {
  checkboxes: [initialOptions],
  conversations_select: [filter],
  datepicker: [written('initial_date', isDay, 'as 2026-12-31')],
  datetimepicker: [instant],
  email_text_input: typed,
  multi_channels_select: many,
  multi_conversations_select: [filter, notTooMany],
  multi_external_select: many,
  multi_static_select: [eitherOptions, initialOptions, notTooMany],
  multi_users_select: many,
  number_input: [numbers, dispatching],
  plain_text_input: [lengths, dispatching],
  radio_buttons: [initialOptions],
  static_select: [eitherOptions, initialOptions],
  timepicker: [written('initial_time', isTime, 'as 09:30')],
  url_text_input: typed,
};

/** What is wrong between the fields of an element, or in how one is written. */
export const disagreements = (element: JsonObject, path: string): BlockFault[] =>
  (agreements[String(element.type)] ?? []).flatMap((agreement) => {
    const what = agreement(element);
    return what === undefined ? [] : [{ rule: 'invalid-block', what: `${path} ${what}` }];
  });
