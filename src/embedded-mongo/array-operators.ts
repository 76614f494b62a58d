import { type Doc, isDoc, show, toNumber, typeName } from './bson-document.ts';
import { badValue, MongoError, typeMismatch } from './errors.ts';
import { elementTest } from './match.ts';
import { splitPath, valuesAt } from './path.ts';
import { type Field, UNCHANGED, where } from './update-field.ts';
import { compareValues, orderedKey } from './value-order.ts';

function arrayOf(current: unknown, name: string, field: Field): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  if (name === '$push' || name === '$addToSet') {
    throw badValue(
      `The field '${field.path}' must be an array but is of type ${typeName(current)} in document ${where(field)}`,
    );
  }
  throw badValue(`Cannot apply ${name} to a non-array value`);
}

const PUSH_MODIFIERS = ['$each', '$slice', '$sort', '$position'];

export function push(current: unknown, operand: unknown, field: Field): unknown {
  const list = [...arrayOf(current, '$push', field)];
  if (!isDoc(operand) || !('$each' in operand)) return [...list, operand];
  const unknown = Object.keys(operand).find((name) => !PUSH_MODIFIERS.includes(name));
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  if (!Array.isArray(operand.$each)) {
    throw badValue(
      `The argument to $each in $push must be an array but it was of type: ${typeName(operand.$each)}`,
    );
  }
  list.splice(integer(operand.$position, 'position') ?? list.length, 0, ...operand.$each);
  if (operand.$sort !== undefined) list.sort(elementOrder(operand.$sort));
  const slice = integer(operand.$slice, 'slice');
  if (slice === undefined) return list;
  return slice < 0 ? list.slice(slice) : list.slice(0, slice);
}

function integer(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = toNumber(value);
  if (!Number.isInteger(number)) {
    throw badValue(`The value for $${name} must be an integer value but was given type: ${typeName(value)}`);
  }
  return number;
}

function elementOrder(sort: unknown): (a: unknown, b: unknown) => number {
  if (!isDoc(sort)) {
    const direction = toNumber(sort);
    if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
    return (a, b) => direction * compareValues(a, b);
  }
  const keys = Object.entries(sort).map(([path, direction]) => ({
    parts: splitPath(path),
    direction: toNumber(direction) === -1 ? -1 : 1,
  }));
  return (a, b) => {
    for (const { parts, direction } of keys) {
      const order = compareValues(valuesAt(a, parts)[0], valuesAt(b, parts)[0]);
      if (order !== 0) return direction * order;
    }
    return 0;
  };
}

export function addToSet(current: unknown, operand: unknown, field: Field): unknown {
  const list = [...arrayOf(current, '$addToSet', field)];
  const each = isDoc(operand) && '$each' in operand ? operand.$each : [operand];
  if (!Array.isArray(each)) {
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`,
    );
  }
  const known = new Set(list.map(orderedKey));
  for (const item of each) {
    if (known.has(orderedKey(item))) continue;
    known.add(orderedKey(item));
    list.push(item);
  }
  return list;
}

export function pop(current: unknown, operand: unknown, field: Field): unknown {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) {
    throw new MongoError(9, `$pop expects 1 or -1, found: ${show(operand)}`);
  }
  if (current === undefined) return UNCHANGED;
  if (!Array.isArray(current)) {
    throw typeMismatch(`Path '${field.path}' contains an element of non-array type '${typeName(current)}'`);
  }
  return end === 1 ? current.slice(0, -1) : current.slice(1);
}

export function pull(current: unknown, operand: unknown, field: Field): unknown {
  if (current === undefined) return UNCHANGED;
  const list = arrayOf(current, '$pull', field);
  const drop = pullTest(operand);
  return list.filter((item) => !drop(item));
}

function pullTest(operand: unknown): (value: unknown) => boolean {
  if (isDoc(operand)) return elementTest(operand);
  if (
    typeof operand === 'object' &&
    operand !== null &&
    '_bsontype' in operand &&
    operand._bsontype === 'BSONRegExp'
  ) {
    return elementTest({ $in: [operand] } satisfies Doc);
  }
  const key = orderedKey(operand);
  return (value) => orderedKey(value) === key;
}

export function pullAll(current: unknown, operand: unknown, field: Field): unknown {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  if (current === undefined) return UNCHANGED;
  const dropped = new Set(operand.map(orderedKey));
  return arrayOf(current, '$pullAll', field).filter((item) => !dropped.has(orderedKey(item)));
}
