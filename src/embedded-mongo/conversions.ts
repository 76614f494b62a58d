import { Decimal128, ObjectId } from 'bson';
import * as expressions from 'mingo/operators/expression';
import { isNil } from './accumulators.ts';
import { type Doc, isNumeric, show, toNumber, typeName } from './bson-document.ts';
import { dateFromString } from './date-text.ts';
import { failedToParse, MongoError } from './errors.ts';
import { computing, evaluate, type Operator } from './exact-operators.ts';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const unconvertible = (value: unknown, type: string) =>
  new MongoError(241, `Failed to convert ${typeName(value)} ${show(value)} to ${type} with no onError value`);

/** mingo's, but JavaScript takes more texts for numbers than MongoDB does. */
const parsing = (given: unknown, type: string, pattern: RegExp): Operator => {
  const theirs = given as Operator;
  return (obj, expr, options) => {
    const value = evaluate(obj, expr, options);
    const isText = typeof value === 'string';
    if (isText ? !pattern.test(value) : value instanceof Date && type === 'int')
      throw unconvertible(value, type);
    return theirs(obj, { $literal: value }, options);
  };
};

const converting = (convert: (value: unknown) => unknown) =>
  computing((value) => (isNil(value) ? null : convert(value)));

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || isNumeric(value)) return String(value);
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  throw unconvertible(value, 'string');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return new ObjectId(value);
  throw unconvertible(value, 'objectId');
}

function toDate(value: unknown): unknown {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') return dateFromString({ dateString: value });
  const ms = toNumber(value);
  if (ms === undefined || Number.isNaN(ms)) throw unconvertible(value, 'date');
  return new Date(ms);
}

function toDecimal(value: unknown): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'string' && !NUMBER.test(value)) throw unconvertible(value, 'decimal');
  const number = typeof value === 'boolean' || value instanceof Date ? Number(value) : toNumber(value);
  return Decimal128.fromString(typeof value === 'string' ? value : String(number));
}

const CONVERSIONS: Record<string, Operator> = {
  $toBool: expressions.$toBool as unknown as Operator,
  $toInt: parsing(expressions.$toInt, 'int', INTEGER),
  $toLong: parsing(expressions.$toLong, 'long', INTEGER),
  $toDouble: parsing(expressions.$toDouble, 'double', NUMBER),
  $toDecimal: converting(toDecimal),
  $toString: converting(toText),
  $toObjectId: converting(toObjectId),
  $toDate: converting(toDate),
};

function operatorFor(type: unknown): Operator {
  const found =
    typeof type === 'string' ? CONVERSIONS[`$to${type[0]?.toUpperCase()}${type.slice(1)}`] : undefined;
  if (found) return found;
  throw failedToParse(`The built-in database converts to types by their names, and not to ${show(type)}`);
}

const convert: Operator = (obj, expr, options) => {
  const { to, onError, onNull = null, ...spec } = expr as Doc;
  const input = evaluate(obj, spec.input, options);
  if (isNil(input)) return evaluate(obj, onNull, options);
  const operator = operatorFor(evaluate(obj, to, options));
  try {
    return operator(obj, { $literal: input }, options);
  } catch (error) {
    if (onError === undefined) throw error;
    return evaluate(obj, onError, options);
  }
};

export const conversions: Record<string, Operator> = { ...CONVERSIONS, $convert: convert };
