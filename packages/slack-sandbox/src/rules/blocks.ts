import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import {
  alternatives,
  type BlockFault,
  blockRules,
  elementRules,
  type FieldRule,
  mostBlocks,
  mostOf,
  objectRules,
  type Rule,
  richTextTypes,
  type Surface,
  surfacesOf,
} from './block-rules.ts';
import { chartFaults } from './chart.ts';

type Faults = BlockFault[];

const CONFIRM_TEXT_MAX = 300;

const lengthOf = (value: unknown): number => (stringIn(isObject(value) ? value.text : value) ?? '').length;

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

const checkLength = (value: unknown, { max }: FieldRule, path: string, faults: Faults) => {
  if (max === undefined || lengthOf(value) <= max) return;
  faults.push({ rule: 'limit', what: `${path} has ${lengthOf(value)} characters; Slack takes ${max}` });
};

const checkCount = (value: unknown, { most, least = 0 }: FieldRule, path: string, faults: Faults) => {
  if (most === undefined || !Array.isArray(value)) return;
  if (value.length > most) {
    faults.push({ rule: 'limit', what: `${path} has ${value.length} items; Slack takes ${most}` });
  }
  if (value.length < least) faults.push({ rule: 'limit', what: `${path} is empty` });
};

const checkText = (value: unknown, holds: 'text' | 'plain', path: string, faults: Faults) => {
  const type = isObject(value) ? value.type : undefined;
  const isAllowed = type === 'plain_text' || (type === 'mrkdwn' && holds === 'text');
  if (!isAllowed) {
    const wanted = holds === 'plain' ? 'a plain_text object' : 'a text object';
    faults.push({ rule: 'invalid-block', what: `${path} must be ${wanted}` });
  } else if (isObject(value) && !stringIn(value.text)) {
    faults.push({ rule: 'invalid-block', what: `${path} has no text` });
  }
};

const checkRichText = (value: unknown, path: string, faults: Faults) => {
  for (const part of objectsIn(value)) {
    const type = String(part.type);
    if (!richTextTypes.has(type)) {
      faults.push({ rule: 'unknown-element', what: `${path}: unknown rich text element "${type}"` });
    }
    checkRichText(part.elements, path, faults);
  }
};

const checkOne = (value: unknown, holds: FieldRule['holds'], path: string, faults: Faults) => {
  if (holds === 'text' || holds === 'plain') checkText(value, holds, path, faults);
  else if (holds === 'element') checkElement(value, path, faults);
  else if ((holds === 'option' || holds === 'group') && isObject(value)) {
    checkFields(value, objectRules[holds], path, faults);
  } else if (holds === 'rich') checkRichText([value], path, faults);
};

const checkField = (value: unknown, field: FieldRule, path: string, faults: Faults) => {
  checkCount(value, field, path, faults);
  const items = Array.isArray(value) ? value : [value];
  for (const [index, item] of items.entries()) {
    const itemPath = Array.isArray(value) ? `${path}[${index}]` : path;
    checkLength(item, field, itemPath, faults);
    checkOne(item, field.holds, itemPath, faults);
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
  checkFields(value, rule, `${path} (${type})`, faults);
  if (isObject(value.confirm)) {
    checkField(value.confirm.text, { holds: 'text', max: CONFIRM_TEXT_MAX }, `${path}.confirm.text`, faults);
  }
};

const checkBlock = (block: JsonObject, surface: Surface, path: string, faults: Faults) => {
  const type = String(block.type);
  const rule = blockRules[type];
  if (!rule) {
    faults.push({ rule: 'unknown-block', what: `${path}: unknown block type "${type}"` });
    return;
  }
  if (surfacesOf[type]?.includes(surface) === false) {
    faults.push({ rule: 'invalid-block', what: `${path}: a ${surface} cannot show ${type}` });
  }
  checkFields(block, { block_id: { max: 255 }, ...rule }, `${path} (${type})`, faults);
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
  checkIds(known, faults);
  return faults;
};
