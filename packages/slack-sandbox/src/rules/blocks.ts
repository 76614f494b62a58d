import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import { blockFields, elementFields, objectFields, richTextFields } from './block-fields.ts';
import {
  alternatives,
  type BlockFault,
  blockRules,
  elementRules,
  type FieldRule,
  MARKDOWN_MAX,
  mostBlocks,
  mostOf,
  objectRules,
  type Rule,
  richTextRules,
  type Surface,
  surfacesOf,
} from './block-rules.ts';
import { halfCharacter, lengthOf } from './characters.ts';
import { chartFaults } from './chart.ts';
import { disagreements } from './element-agreement.ts';

type Faults = BlockFault[];

const textOf = (value: unknown): string => stringIn(isObject(value) ? value.text : value) ?? '';

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

const checkLength = (value: unknown, { max }: FieldRule, path: string, faults: Faults) => {
  const length = lengthOf(textOf(value));
  if (max === undefined || length <= max) return;
  faults.push({ rule: 'limit', what: `${path} has ${length} characters; Slack takes ${max}` });
};

const checkNumber = (value: unknown, { from, to }: FieldRule, path: string, faults: Faults) => {
  if (from === undefined && to === undefined) return;
  const number = Number(value);
  if (Number.isInteger(number) && number >= (from ?? number) && number <= (to ?? number)) return;
  const range = to === undefined ? `${from} or more` : `${from} to ${to}`;
  faults.push({ rule: 'limit', what: `${path} is ${String(value)}; Slack takes ${range}` });
};

const checkWord = (value: unknown, { oneOf }: FieldRule, path: string, faults: Faults) => {
  if (!oneOf || oneOf.includes(String(value))) return;
  faults.push({ rule: 'invalid-block', what: `${path} must be one of ${oneOf.join(', ')}` });
};

const checkType = (value: unknown, { types, holds }: FieldRule, path: string, faults: Faults) => {
  if (!types || !isObject(value) || types.includes(String(value.type))) return;
  // A type that nobody knows is told by itself.
  if (holds === 'element' && !elementRules[String(value.type)]) return;
  faults.push({ rule: 'invalid-block', what: `${path} cannot be ${String(value.type)}` });
};

const checkKnown = (
  object: JsonObject,
  known: ReadonlySet<string> | undefined,
  path: string,
  faults: Faults,
) => {
  for (const name of known ? Object.keys(object) : []) {
    if (!known?.has(name)) faults.push({ rule: 'unknown-field', what: `${path} has no field "${name}"` });
  }
};

const checkCount = (value: unknown, { most, least = 0 }: FieldRule, path: string, faults: Faults) => {
  if (most === undefined || !Array.isArray(value)) return;
  if (value.length > most) {
    faults.push({ rule: 'limit', what: `${path} has ${value.length} items; Slack takes ${most}` });
  }
  if (value.length < least) faults.push({ rule: 'limit', what: `${path} is empty` });
};

const textTypes: Record<'text' | 'plain' | 'mrkdwn', { types: readonly string[]; wanted: string }> = {
  text: { types: ['plain_text', 'mrkdwn'], wanted: 'a text object' },
  plain: { types: ['plain_text'], wanted: 'a plain_text object' },
  mrkdwn: { types: ['mrkdwn'], wanted: 'a mrkdwn object' },
};

const checkText = (value: unknown, holds: keyof typeof textTypes, path: string, faults: Faults) => {
  const { types, wanted } = textTypes[holds];
  if (!isObject(value) || !types.includes(String(value.type))) {
    faults.push({ rule: 'invalid-block', what: `${path} must be ${wanted}` });
    return;
  }
  if (!stringIn(value.text)) faults.push({ rule: 'invalid-block', what: `${path} has no text` });
  checkKnown(value, elementFields[String(value.type)], path, faults);
};

const isContainer = ({ type }: JsonObject): boolean => String(type).startsWith('rich_text_');

/** Only lists hold containers; what stands by itself in the block is one. */
const checkRichText = (value: unknown, path: string, faults: Faults) => {
  const type = isObject(value) ? String(value.type) : 'undefined';
  const rule = richTextRules[type];
  if (!isObject(value) || !rule) {
    faults.push({ rule: 'unknown-element', what: `${path}: unknown rich text element "${type}"` });
    return;
  }
  checkKnown(value, richTextFields[type], `${path} (${type})`, faults);
  checkFields(value, rule, `${path} (${type})`, faults);
  const isNested = objectsIn(value.elements).some((inner) =>
    type === 'rich_text_list' ? inner.type !== 'rich_text_section' : isContainer(inner),
  );
  if (isNested) faults.push({ rule: 'invalid-block', what: `${path} (${type}) holds what it cannot hold` });
};

type Check = (value: unknown, path: string, faults: Faults) => void;

const checkObject =
  (kind: keyof typeof objectRules): Check =>
  (value, path, faults) => {
    if (!isObject(value)) {
      faults.push({ rule: 'invalid-block', what: `${path} must be an object` });
      return;
    }
    checkKnown(value, objectFields[kind], path, faults);
    checkFields(value, objectRules[kind], path, faults);
  };

const checks: Record<NonNullable<FieldRule['holds']>, Check> = {
  text: (value, path, faults) => checkText(value, 'text', path, faults),
  plain: (value, path, faults) => checkText(value, 'plain', path, faults),
  mrkdwn: (value, path, faults) => checkText(value, 'mrkdwn', path, faults),
  block: (value, path, faults) => checkFieldsOfBlock(value, path, faults),
  element: (value, path, faults) => checkElement(value, path, faults),
  option: checkObject('option'),
  plainOption: checkObject('plainOption'),
  menuOption: checkObject('menuOption'),
  group: checkObject('group'),
  confirm: checkObject('confirm'),
  rich: checkRichText,
};

const checkField = (value: unknown, field: FieldRule, path: string, faults: Faults) => {
  checkCount(value, field, path, faults);
  const items = Array.isArray(value) ? value : [value];
  for (const [index, item] of items.entries()) {
    const itemPath = Array.isArray(value) ? `${path}[${index}]` : path;
    checkLength(item, field, itemPath, faults);
    checkNumber(item, field, itemPath, faults);
    checkWord(item, field, itemPath, faults);
    checkType(item, field, itemPath, faults);
    if (field.holds) checks[field.holds](item, itemPath, faults);
  }
};

const checkFields = (object: JsonObject, rule: Rule, path: string, faults: Faults) => {
  for (const [name, field] of Object.entries(rule)) {
    const value = object[name];
    if (!isAbsent(value)) checkField(value, field, `${path}.${name}`, faults);
    else if (field.required) {
      const isAltText = name === 'alt_text';
      faults.push({ rule: isAltText ? 'missing-alt-text' : 'invalid-block', what: `${path} has no ${name}` });
    }
  }
  const choices = alternatives[String(object.type)];
  if (choices?.every((name) => isAbsent(object[name]))) {
    faults.push({ rule: 'invalid-block', what: `${path} has neither ${choices.join(' nor ')}` });
  }
};

const checkElement = (value: unknown, path: string, faults: Faults) => {
  const type = isObject(value) ? String(value.type) : 'undefined';
  const rule = elementRules[type];
  if (!isObject(value) || !rule) {
    faults.push({ rule: 'unknown-element', what: `${path}: unknown element type "${type}"` });
    return;
  }
  checkKnown(value, elementFields[type], `${path} (${type})`, faults);
  checkFields(value, rule, `${path} (${type})`, faults);
  faults.push(...disagreements(value, `${path} (${type})`));
};

/** Whatever surface it is on. */
const checkFieldsOfBlock = (block: unknown, path: string, faults: Faults) => {
  const type = isObject(block) ? String(block.type) : 'undefined';
  const rule = blockRules[type];
  if (!isObject(block) || !rule) {
    faults.push({ rule: 'unknown-block', what: `${path}: unknown block type "${type}"` });
    return;
  }
  checkKnown(block, blockFields[type], `${path} (${type})`, faults);
  checkFields(block, { block_id: { max: 255 }, ...rule }, `${path} (${type})`, faults);
  if (type === 'rich_text' && objectsIn(block.elements).some((part) => !isContainer(part))) {
    faults.push({ rule: 'invalid-block', what: `${path} (${type}) holds what only its sections hold` });
  }
};

const checkBlock = (block: JsonObject, surface: Surface, path: string, faults: Faults) => {
  const type = String(block.type);
  checkFieldsOfBlock(block, path, faults);
  if (surfacesOf[type]?.includes(surface) === false) {
    faults.push({ rule: 'invalid-block', what: `${path}: a ${surface} cannot show ${type}` });
  }
  if (type === 'data_visualization') faults.push(...chartFaults(block, path));
  if (type === 'table') {
    for (const row of Array.isArray(block.rows) ? block.rows : []) {
      checkCount(row, { most: 20 }, `${path}.rows`, faults);
    }
  }
};

const repeated = (ids: readonly string[]) => new Set(ids.filter((id, index) => ids.indexOf(id) !== index));

const elementsOf = (block: JsonObject): JsonObject[] => [
  ...(block.type === 'rich_text' ? [] : objectsIn(block.elements)),
  ...objectsIn([block.accessory, block.element]),
];

const checkIds = (blocks: readonly JsonObject[], faults: Faults) => {
  for (const id of repeated(blocks.flatMap((block) => stringIn(block.block_id) ?? []))) {
    faults.push({ rule: 'duplicate-id', what: `block_id "${id}" is used twice` });
  }
  for (const block of blocks) {
    for (const id of repeated(elementsOf(block).flatMap((element) => stringIn(element.action_id) ?? []))) {
      faults.push({ rule: 'duplicate-id', what: `action_id "${id}" is used twice in one block` });
    }
  }
};

/** What Slack would refuse, or would show badly, in the blocks of a message, a modal or a home. */
export const blockFaults = (blocks: readonly unknown[], surface: Surface): BlockFault[] => {
  const faults: Faults = [];
  const known = objectsIn(blocks);
  if (known.length < blocks.length) faults.push({ rule: 'invalid-block', what: 'a block is no object' });
  checkCount(blocks, { most: mostBlocks[surface] }, 'blocks', faults);
  for (const [index, block] of known.entries()) checkBlock(block, surface, `blocks[${index}]`, faults);
  for (const [type, most] of Object.entries(mostOf)) {
    const count = known.filter((block) => block.type === type).length;
    if (count > most) faults.push({ rule: 'limit', what: `${count} ${type} blocks; Slack takes ${most}` });
  }
  const markdown = known.filter(({ type }) => type === 'markdown').map((block) => lengthOf(textOf(block)));
  const total = markdown.length > 1 ? markdown.reduce((sum, length) => sum + length, 0) : 0;
  if (total > MARKDOWN_MAX) {
    faults.push({
      rule: 'limit',
      what: `markdown blocks of ${total} characters; Slack takes ${MARKDOWN_MAX}`,
    });
  }
  checkIds(known, faults);
  const half = halfCharacter(blocks, 'blocks');
  if (half) faults.push({ rule: 'half-character', what: `${half} holds half a character` });
  return faults;
};
