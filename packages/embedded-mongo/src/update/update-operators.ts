import { BSONRegExp, Int32, Long } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../errors.ts';
import { elementTest } from '../filter/match.ts';
import { calculate, toBigInt } from '../values/arithmetic.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, typeName } from '../values/bson-document.ts';
import { splitPath, valuesAt } from '../values/path.ts';
import { nextTimestamp } from '../values/timestamps.ts';
import { compareValues, orderedKey } from '../values/value-order.ts';

/** Stands for "leave this field as it is"; `undefined` is a missing field. */
export const UNCHANGED = Symbol('unchanged');

interface Field {
  path: string;
  id: unknown;
  now: Date;
}

/** What becomes of one field's value. */
export type Apply = (current: unknown, field: Field) => unknown;

/**
 * By operator: checks the operand, at once and whether or not a document is found, and gives what it does to a field.
 * `$rename` concerns two fields and is the caller's.
 */
export const FIELD_OPERATORS: Record<string, (operand: unknown) => Apply> = {
  $set: (operand) => () => operand,
  $setOnInsert: (operand) => () => operand,
  $unset: () => () => undefined,
  $inc: arithmetic('$inc', 'add'),
  $mul: arithmetic('$mul', 'multiply'),
  $min: (operand) => (current) =>
    current === undefined || compareValues(operand, current) < 0 ? operand : UNCHANGED,
  $max: (operand) => (current) =>
    current === undefined || compareValues(operand, current) > 0 ? operand : UNCHANGED,
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: (operand) => without('$pull', pullTest(operand)),
  $pullAll: (operand) => {
    if (!Array.isArray(operand)) throw badValue(`$pullAll needs an array, not ${typeName(operand)}`);
    const dropped = new Set(operand.map(orderedKey));
    return without('$pullAll', (item) => dropped.has(orderedKey(item)));
  },
};

/** Says which field of which document an operator cannot change. */
const shown = (current: unknown, { path, id }: Field) =>
  `the field '${path}' of type ${typeName(current)} in the document with _id ${show(id)}`;

function arithmetic(name: string, operation: 'add' | 'multiply'): (operand: unknown) => Apply {
  return (operand) => {
    if (!isNumeric(operand)) throw typeMismatch(`Cannot ${name} by the non-numeric ${show(operand)}`);
    return (current, field) => {
      if (current === undefined)
        return name === '$inc' ? operand : calculate(operation, operand, new Int32(0));
      if (!isNumeric(current)) throw typeMismatch(`Cannot apply ${name} to ${shown(current, field)}`);
      return calculate(operation, current, operand);
    };
  };
}

function currentDate(operand: unknown): Apply {
  const [name, ...others] = isDoc(operand) ? Object.keys(operand) : [];
  const type = isDoc(operand) && name === '$type' && others.length === 0 ? operand.$type : undefined;
  if (typeof operand === 'boolean' || type === 'date') return (_, { now }) => now;
  if (type !== 'timestamp')
    throw badValue(`$currentDate takes true, or {$type: 'date'} or {$type: 'timestamp'}`);
  return (_, { now }) => nextTimestamp(now);
}

const isInteger = (value: unknown) => value instanceof Int32 || value instanceof Long;

const BITWISE: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function bit(operand: unknown): Apply {
  if (!isDoc(operand) || Object.keys(operand).length === 0)
    throw badValue(`$bit takes {and/or/xor: <integer>}, not ${show(operand)}`);
  const steps = Object.entries(operand).map(([name, argument]) => {
    const combine = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined;
    if (!combine) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!isInteger(argument)) throw badValue(`$bit needs an int or a long, not ${show(argument)}`);
    return { combine, argument };
  });
  return (current, field) => {
    if (current !== undefined && !isInteger(current))
      throw badValue(`Cannot apply $bit to ${shown(current, field)}`);
    const isWide = [current, ...steps.map(({ argument }) => argument)].some((value) => value instanceof Long);
    const bits = steps.reduce(
      (held, { combine, argument }) => combine(held, toBigInt(argument)),
      toBigInt(current ?? 0),
    );
    return isWide ? Long.fromBigInt(bits) : new Int32(Number(bits));
  };
}

function arrayOf(current: unknown, name: string, field: Field): unknown[] {
  if (current === undefined) return [];
  if (!Array.isArray(current))
    throw badValue(`Cannot apply ${name} to ${shown(current, field)}: not an array`);
  return current;
}

/** The items of `{ $each: […], … }` and what else stands there; any other operand is one item. */
function eachOf(operand: unknown, name: string, allowed: string[]): { items: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { items: [operand], modifiers: {} };
  const { $each: items, ...modifiers } = operand;
  const unknown = Object.keys(modifiers).find((modifier) => !allowed.includes(modifier));
  if (unknown) throw badValue(`Unrecognized clause in ${name}: ${unknown}`);
  if (Array.isArray(items)) return { items, modifiers };
  const message = `The argument to $each in ${name} must be an array but it was of type ${typeName(items)}`;
  throw name === '$push' ? badValue(message) : typeMismatch(message);
}

function push(operand: unknown): Apply {
  const { items, modifiers } = eachOf(operand, '$push', ['$slice', '$sort', '$position']);
  const order = modifiers.$sort === undefined ? undefined : elementOrder(modifiers.$sort);
  const [position, slice] = [integer(modifiers, '$position'), integer(modifiers, '$slice')];
  return (current, field) => {
    const list = [...arrayOf(current, '$push', field)];
    list.splice(position ?? list.length, 0, ...items);
    if (order) list.sort(order);
    if (slice === undefined) return list;
    return slice < 0 ? list.slice(slice) : list.slice(0, slice);
  };
}

function integer(modifiers: Doc, name: string): number | undefined {
  const value = modifiers[name];
  const number = toNumber(value);
  if (value === undefined || Number.isInteger(number)) return number;
  throw badValue(`The value for ${name} must be an integer, not ${show(value)}`);
}

function elementOrder(sort: unknown): (a: unknown, b: unknown) => number {
  if (isDoc(sort)) {
    const keys = Object.entries(sort);
    if (keys.length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.');
    const orders = keys.map(([path, direction]) => {
      const parts = splitPath(path);
      if (parts.includes('') || path.startsWith('$'))
        throw badValue(`The $sort field '${path}' is not a path of fields`);
      if (isDoc(direction)) throw badValue('The $sort element value must be either 1 or -1');
      const order = elementOrder(direction);
      return (a: unknown, b: unknown) => order(valuesAt(a, parts)[0], valuesAt(b, parts)[0]);
    });
    return (a, b) => orders.reduce((decided, order) => decided || order(a, b), 0);
  }
  const direction = toNumber(sort);
  if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
  return (a, b) => direction * compareValues(a, b);
}

function addToSet(operand: unknown): Apply {
  const { items } = eachOf(operand, '$addToSet', []);
  return (current, field) => {
    const list = [...arrayOf(current, '$addToSet', field)];
    const known = new Set(list.map(orderedKey));
    for (const item of items) {
      if (!known.has(orderedKey(item))) list.push(item);
      known.add(orderedKey(item));
    }
    return list;
  };
}

function pop(operand: unknown): Apply {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${show(operand)}`);
  return (current, field) => {
    if (current === undefined) return UNCHANGED;
    if (!Array.isArray(current)) throw typeMismatch(`Cannot $pop from ${shown(current, field)}`);
    return end === 1 ? current.slice(0, -1) : current.slice(1);
  };
}

const without =
  (name: string, drop: (item: unknown) => boolean): Apply =>
  (current, field) =>
    current === undefined ? UNCHANGED : arrayOf(current, name, field).filter((item) => !drop(item));

function pullTest(operand: unknown): (value: unknown) => boolean {
  if (isDoc(operand)) return elementTest(operand);
  if (operand instanceof BSONRegExp) return elementTest({ $in: [operand] });
  const key = orderedKey(operand);
  return (value) => orderedKey(value) === key;
}
