import { Int32, Long, Timestamp } from 'bson';
import { calculate, toBigInt } from './arithmetic.ts';
import { addToSet, pop, pull, pullAll, push } from './array-operators.ts';
import { isDoc, isNumeric, show, typeName } from './bson-document.ts';
import { badValue, typeMismatch } from './errors.ts';
import { type Apply, type Field, UNCHANGED } from './update-field.ts';
import { compareValues } from './value-order.ts';

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
