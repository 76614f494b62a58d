import { Int32, Long, Timestamp } from 'bson';
import { calculate, toBigInt } from './arithmetic.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, typeName } from './bson-document.ts';
import { badValue, MongoError, typeMismatch } from './errors.ts';
import { elementTest } from './match.ts';
import { splitPath, valuesAt } from './path.ts';
import { compareValues, orderedKey } from './value-order.ts';

/** Stands for "leave this field as it is"; `undefined` is a missing field. */
export const UNCHANGED = Symbol('unchanged');

export interface Field {
  path: string;
  id: unknown;
  now: Date;
}

type Apply = (current: unknown, operand: unknown, field: Field) => unknown;

/** What each operator makes of one field's value. `$unset`, `$rename` and `$setOnInsert` are the caller's. */
export const FIELD_OPERATORS: Record<string, Apply> = {
  $set: (_, operand) => operand,
  $setOnInsert: (_, operand) => operand,
  $inc: (current, operand, field) => arithmetic('$inc', current, operand, field),
  $mul: (current, operand, field) => arithmetic('$mul', current, operand, field),
  $min: (current, operand) =>
    current === undefined || compareValues(operand, current) < 0 ? operand : UNCHANGED,
  $max: (current, operand) =>
    current === undefined || compareValues(operand, current) > 0 ? operand : UNCHANGED,
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

const where = (field: Field) => show({ _id: field.id });

function arithmetic(name: '$inc' | '$mul', current: unknown, operand: unknown, field: Field): unknown {
  const verb = name === '$inc' ? 'increment' : 'multiply';
  if (!isNumeric(operand)) {
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${field.path}: ${show(operand)}}`);
  }
  if (current === undefined) return name === '$inc' ? operand : calculate('multiply', operand, new Int32(0));
  if (!isNumeric(current)) {
    throw typeMismatch(
      `Cannot apply ${name} to a value of non-numeric type. {_id: ${show(field.id)}} has the field '${field.path}' of non-numeric type ${typeName(current)}`,
    );
  }
  return calculate(name === '$inc' ? 'add' : 'multiply', current, operand);
}

function currentDate(_: unknown, operand: unknown, { now }: Field): unknown {
  if (operand === true || operand === false) return now;
  const type = isDoc(operand) ? operand.$type : undefined;
  if (type === 'date') return now;
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw badValue(
    `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}`,
  );
}

const isInteger = (value: unknown) => value instanceof Int32 || value instanceof Long;

function bit(current: unknown, operand: unknown, field: Field): unknown {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  if (current !== undefined && !isInteger(current)) {
    throw badValue(
      `Cannot apply $bit to a value of non-integral type._id: ${show(field.id)} has the field ${field.path} of non-integer type ${typeName(current)}`,
    );
  }
  let [bits, wide] = [toBigInt(current ?? 0), current instanceof Long];
  for (const [name, argument] of Object.entries(operand)) {
    if (!isInteger(argument))
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(argument)}' is not supported here: {${name}: ${show(argument)}}`,
      );
    wide ||= argument instanceof Long;
    if (name === 'and') bits &= toBigInt(argument);
    else if (name === 'or') bits |= toBigInt(argument);
    else if (name === 'xor') bits ^= toBigInt(argument);
    else
      throw badValue(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(argument)}}`,
      );
  }
  return wide ? Long.fromBigInt(bits) : new Int32(Number(bits));
}

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

function push(current: unknown, operand: unknown, field: Field): unknown {
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

function addToSet(current: unknown, operand: unknown, field: Field): unknown {
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

function pop(current: unknown, operand: unknown, field: Field): unknown {
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

function pull(current: unknown, operand: unknown, field: Field): unknown {
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

function pullAll(current: unknown, operand: unknown, field: Field): unknown {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  if (current === undefined) return UNCHANGED;
  const dropped = new Set(operand.map(orderedKey));
  return arrayOf(current, '$pullAll', field).filter((item) => !dropped.has(orderedKey(item)));
}
