import { Decimal128, Double, Int32, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import { calculate, divide } from './arithmetic.ts';
import { type Doc, isNumeric, show, toNumber, typeName } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { compareValues } from './value-order.ts';

/** Where mingo and MongoDB differ, these take mingo's place. They speak mingo's language: plain JavaScript values. */
export type Operator = (obj: unknown, expr: unknown, options: Options) => unknown;
export type Options = Parameters<typeof evalExpr>[2];

export const evaluate = (obj: unknown, expr: unknown, options: Options): unknown =>
  evalExpr(obj as Doc, expr, options);

const plainNumber = (value: unknown): unknown =>
  value instanceof Int32 || value instanceof Double
    ? value.value
    : value instanceof Long && Number.isSafeInteger(value.toNumber())
      ? value.toNumber()
      : value;

const comparison = (accept: (order: number) => unknown): Operator => {
  return (obj, expr, options) => {
    const given = evaluate(obj, expr, options) as unknown[];
    if (given.length !== 2)
      throw new MongoError(16020, `A comparison takes exactly 2 arguments. ${given.length} were passed in.`);
    const [left, right] = given;
    if (left === undefined || right === undefined) {
      return accept(Number(right === undefined) - Number(left === undefined));
    }
    return accept(compareValues(left, right));
  };
};

/** mingo computes with JavaScript numbers only: decimals and long integers are computed here, exactly. */
const arithmetic = (operation: 'add' | 'multiply', given: unknown): Operator => {
  const theirs = given as Operator;
  return (obj, expr, options) => {
    const values = [evaluate(obj, expr, options)].flat() as unknown[];
    const wide = values.some((value) => value instanceof Decimal128 || value instanceof Long);
    if (!wide || !values.every(isNumeric)) return theirs(obj, expr, options);
    return plainNumber(
      values.reduce<unknown>((total, value) => calculate(operation, total, value), values.pop()),
    );
  };
};

const subtract: Operator = (obj, expr, options) => {
  const [left, right] = evaluate(obj, expr, options) as unknown[];
  const wide = [left, right].some((value) => value instanceof Decimal128 || value instanceof Long);
  if (!wide || !isNumeric(left) || !isNumeric(right)) {
    return (expressions.$subtract as unknown as Operator)(obj, expr, options);
  }
  return plainNumber(calculate('add', left, calculate('multiply', right, new Int32(-1))));
};

const modulo: Operator = (obj, expr, options) => {
  const [, divisor] = evaluate(obj, expr, options) as unknown[];
  if (toNumber(divisor) === 0) throw new MongoError(16610, "can't $mod by zero");
  return (expressions.$mod as unknown as Operator)(obj, expr, options);
};

const sum = (values: unknown[]) =>
  plainNumber(
    values.filter(isNumeric).reduce<unknown>((total, value) => calculate('add', total, value), new Int32(0)),
  );

function average(values: unknown[]): unknown {
  const numbers = values.filter(isNumeric);
  return numbers.length === 0 ? null : plainNumber(divide(sum(numbers), numbers.length));
}

/** Over documents in a group, over arguments, or over one argument that is an array. mingo asks for all in one way. */
const folded = (fold: (values: unknown[]) => unknown): Operator => {
  return (obj, expr, options) =>
    fold(
      Array.isArray(obj)
        ? obj.map((doc) => evaluate(doc, expr, options))
        : [evaluate(obj, expr, options)].flat(),
    );
};

/** Halves go to the even neighbour. */
function round(value: number, place: number, whole: (value: number) => number): number {
  const shift = (number: number, by: number) => {
    const [digits, exponent = '0'] = String(number).split('e');
    return Number(`${digits}e${Number(exponent) + by}`);
  };
  return shift(whole(shift(value, place)), -place) || 0;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const rounding = (name: string, whole: (value: number) => number): Operator => {
  return (obj, expr, options) => {
    const [value, place = 0] = [evaluate(obj, expr, options)].flat() as unknown[];
    if (value === null || value === undefined) return null;
    if (typeof value !== 'number' || !Number.isInteger(place)) {
      throw new MongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    }
    return Number.isFinite(value) ? round(value, place as number, whole) : value;
  };
};

const single = (given: unknown): Operator => {
  const several = given as Operator;
  return (docs, expr, options) => {
    const [first] = several(docs, { ...(expr as Doc), n: 1 }, options) as unknown[];
    return first;
  };
};

const toDecimal: Operator = (obj, expr, options) => {
  const value = evaluate(obj, expr, options);
  if (value === null || value === undefined) return null;
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  try {
    return Decimal128.fromString(typeof value === 'string' ? value : String(toNumber(value)));
  } catch {
    throw new MongoError(241, `Failed to parse number ${show(value)} in $convert with no onError value`);
  }
};

export const exactExpressions: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => order),
  $type: (obj, expr, options) => {
    const value = evaluate(obj, expr, options);
    return value === undefined ? 'missing' : typeName(value);
  },
  $add: arithmetic('add', expressions.$add),
  $multiply: arithmetic('multiply', expressions.$multiply),
  $subtract: subtract,
  $sum: folded(sum),
  $avg: folded(average),
  $round: rounding('$round', halfEven),
  $trunc: rounding('$trunc', Math.trunc),
  $toDecimal: toDecimal,
  $mod: modulo,
};

export const exactAccumulators: Record<string, Operator> = {
  $sum: folded(sum),
  $avg: folded(average),
  $top: single(accumulators.$topN),
  $bottom: single(accumulators.$bottomN),
};
