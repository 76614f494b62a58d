import { BSONRegExp, Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { evalExpr } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import { ACCUMULATORS, type Fold, isNil } from './accumulators.ts';
import { calculate } from './arithmetic.ts';
import { type Doc, isDoc, isNumeric, toNumber, truthy, typeName } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { toRegExp } from './regex.ts';
import { sortKey } from './sort-key.ts';
import { compareValues } from './value-order.ts';

/** Where mingo and MongoDB differ, these take mingo's place. They speak mingo's language: plain JavaScript values. */
export type Operator = (obj: unknown, expr: unknown, options: Options) => unknown;
export type Options = Parameters<typeof evalExpr>[2];

export const evaluate = (obj: unknown, expr: unknown, options: Options): unknown =>
  evalExpr(obj as Doc, expr, options);

/** What mingo works on: numbers as JavaScript numbers. Longs that a number cannot hold stay as they are. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long && !(value instanceof Timestamp)) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value instanceof BSONRegExp) return toRegExp(value);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlain(item)]));
}

/** An operator that looks at nothing but the values of its arguments. */
export const computing = (compute: (given: unknown) => unknown): Operator => {
  return (obj, expr, options) => compute(evaluate(obj, expr, options));
};

const comparison = (accept: (order: number) => unknown) =>
  computing((given) => {
    const [left, right, ...more] = given as unknown[];
    if ((given as unknown[]).length < 2 || more.length > 0)
      throw new MongoError(16020, 'A comparison takes exactly 2 arguments.');
    if (left !== undefined && right !== undefined) return accept(compareValues(left, right));
    return accept(Number(right === undefined) - Number(left === undefined));
  });

/** mingo computes with JavaScript numbers only: decimals and long integers are computed here, exactly. */
const arithmetic = (given: unknown, compute: (values: unknown[]) => unknown): Operator => {
  const theirs = given as Operator;
  return (obj, expr, options) => {
    const values = [evaluate(obj, expr, options)].flat() as unknown[];
    const isWide = values.some((value) => value instanceof Decimal128 || value instanceof Long);
    if (!isWide || !values.every(isNumeric)) return theirs(obj, expr, options);
    return toPlain(compute(values));
  };
};

const sum = (values: unknown[]) => values.reduce((total, value) => calculate('add', total, value));
const product = (values: unknown[]) => values.reduce((total, value) => calculate('multiply', total, value));
const difference = ([left, right]: unknown[]) => sum([left, product([right, new Int32(-1)])]);

const modulo = computing((given) => {
  const [dividend, divisor] = given as unknown[];
  if (isNil(dividend) || isNil(divisor)) return null;
  if (toNumber(divisor) === 0) throw new MongoError(16610, "can't $mod by zero");
  if (typeof dividend === 'number' && typeof divisor === 'number') return dividend % divisor;
  throw new MongoError(16611, `$mod only supports numeric types, not ${typeName(dividend)}`);
});

/** Over several arguments, or over one that is an array. */
const folding = (fold: Fold = () => null): Operator => {
  return (obj, expr, options) => {
    const values = [evaluate(obj, expr, options)].flat();
    return toPlain(fold(Array.isArray(expr) && expr.length === 1 ? values.flat() : values));
  };
};

const FOLDS = ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp', '$mergeObjects'];

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

const rounding = (name: string, whole: (value: number) => number) =>
  computing((given) => {
    const [value, place = 0] = [given].flat();
    if (isNil(value)) return null;
    if (typeof value !== 'number' || !Number.isInteger(place))
      throw new MongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    return Number.isFinite(value) ? round(value, place as number, whole) : value;
  });

/** Here a missing field differs from null. */
const isSame = (a: unknown, b: unknown) =>
  (a === undefined) === (b === undefined) && compareValues(a, b) === 0;

function arrayOf(value: unknown, code: number, operator: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(code, `${operator} requires an array, but found: ${typeName(value)}`);
}

const indexOfArray = computing((given) => {
  const [list, wanted, start = 0, end] = given as [unknown, unknown, number?, number?];
  if (isNil(list)) return null;
  const items = arrayOf(list, 40090, '$indexOfArray').slice(0, end);
  return items.findIndex((item, i) => i >= start && isSame(item, wanted));
});

const sortArray = computing((given) => {
  const { input, sortBy } = given as Doc;
  if (isNil(input)) return null;
  const keyOf = sortKey(isDoc(sortBy) ? sortBy : { value: sortBy });
  return arrayOf(input, 2942504, '$sortArray')
    .map((item) => ({ item, key: keyOf(isDoc(sortBy) && isDoc(item) ? item : { value: item }) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ item }) => item);
});

const NO_BRANCH = Symbol('no branch');

const switched: Operator = (obj, expr, options) => {
  const withDefault: Doc = { default: NO_BRANCH, ...(expr as Doc) };
  if (!Array.isArray(withDefault.branches) || withDefault.branches.length === 0)
    throw new MongoError(40068, '$switch requires at least one branch');
  const result = (expressions.$switch as unknown as Operator)(obj, withDefault, options);
  if (result !== NO_BRANCH) return result;
  throw new MongoError(40066, '$switch could not find a matching branch, and no default was specified.');
};

export const exactExpressions: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => order),
  $add: arithmetic(expressions.$add, sum),
  $multiply: arithmetic(expressions.$multiply, product),
  $subtract: arithmetic(expressions.$subtract, difference),
  $mod: modulo,
  ...Object.fromEntries(FOLDS.map((name) => [name, folding(ACCUMULATORS[name])])),
  $round: rounding('$round', halfEven),
  $trunc: rounding('$trunc', Math.trunc),
  $not: computing((value) => !truthy(value)),
  $switch: switched,
  $in: computing((given) => {
    const [wanted, list] = given as unknown[];
    return arrayOf(list, 40081, '$in').some((item) => isSame(item, wanted));
  }),
  $indexOfArray: indexOfArray,
  $size: computing((value) => arrayOf(value, 17124, '$size').length),
  $sortArray: sortArray,
  $isNumber: computing(isNumeric),
  $type: computing((value) => (value === undefined ? 'missing' : typeName(value))),
};
