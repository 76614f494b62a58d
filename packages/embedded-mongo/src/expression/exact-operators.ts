import { Decimal128, Double, Int32, Long } from 'bson';
import { MongoError, notSupported } from '../errors.ts';
import { calculate, divide, isDouble, toBigInt } from '../values/arithmetic.ts';
import { isNil, isNumeric, show, toNumber, typeName } from '../values/bson-document.ts';
import { compareValues } from '../values/value-order.ts';
import { ACCUMULATORS, type Fold, sum } from './accumulators.ts';
import { list, type Operator, one, wholeNumber } from './operator-arguments.ts';

const comparison = (accept: (order: number) => unknown) =>
  list(
    ([left, right]) => {
      if (left !== undefined && right !== undefined) return accept(compareValues(left, right));
      return accept(Number(right === undefined) - Number(left === undefined));
    },
    [2, 2],
  );

/** Null where one of them is null or missing. */
const ofNumbers = (
  code: number,
  compute: (numbers: unknown[], name: string) => unknown,
  count?: [least: number, most: number],
) =>
  list((values, name) => {
    if (values.some(isNil)) return null;
    const wrong = values.find((value) => !isNumeric(value));
    if (wrong === undefined) return compute(values, name);
    throw new MongoError(code, `${name} only supports numeric types, not ${typeName(wrong)}`);
  }, count);

const milliseconds = (value: unknown) => (value instanceof Date ? Long.fromNumber(value.getTime()) : value);
const dateAfter = (ms: unknown) => new Date(Math.round(toNumber(ms) ?? Number.NaN));

const add = list((values, name) => {
  if (values.some(isNil)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new MongoError(16612, 'only one date allowed in an $add expression');
  const wrong = values.map(milliseconds).find((value) => !isNumeric(value));
  if (wrong !== undefined)
    throw new MongoError(16554, `${name} only supports numeric or date types, not ${typeName(wrong)}`);
  const total = sum(values.map(milliseconds));
  return dates.length > 0 ? dateAfter(total) : total;
});

const negative = (value: unknown) => calculate('multiply', value, new Int32(-1));

const subtract = list(
  ([left, right], name) => {
    if (isNil(left) || isNil(right)) return null;
    const isAllowed = isNumeric(milliseconds(left)) && (isNumeric(right) || right instanceof Date);
    if (!isAllowed || (right instanceof Date && !(left instanceof Date)))
      throw new MongoError(16556, `can't ${name} ${typeName(right)} from ${typeName(left)}`);
    const difference = calculate('add', milliseconds(left), negative(milliseconds(right)));
    return left instanceof Date && !(right instanceof Date) ? dateAfter(difference) : difference;
  },
  [2, 2],
);

const modulo = ofNumbers(
  16611,
  ([dividend, divisor], name) => {
    if (toNumber(divisor) === 0) throw new MongoError(16610, "can't $mod by zero");
    if (dividend instanceof Decimal128 || divisor instanceof Decimal128)
      throw notSupported(`does not compute ${name} of decimals`);
    if (isDouble(dividend) || isDouble(divisor))
      return new Double((toNumber(dividend) ?? 0) % (toNumber(divisor) ?? 0));
    return integer(toBigInt(dividend) % toBigInt(divisor), [dividend, divisor]);
  },
  [2, 2],
);

/** An int, or a long where one of those it is made of is a long. */
function integer(value: bigint, from: unknown[]): Int32 | Long {
  const isWide = from.some((part) => part instanceof Long) || BigInt.asIntN(32, value) !== value;
  return isWide ? Long.fromBigInt(value) : new Int32(Number(value));
}

/** Over several arguments, or over one that is an array. */
const folding = (fold: Fold = () => null): Operator =>
  list(([first, ...others]) =>
    fold(others.length === 0 && Array.isArray(first) ? first : [first, ...others]),
  );

const FOLDS = ['$sum', '$avg', '$min', '$max', '$mergeObjects'];

function rounded(value: number, place: number, whole: (value: number) => number): number {
  const shift = (number: number, by: number) => {
    const [digits, exponent = '0'] = String(number).split('e');
    return Number(`${digits}e${Number(exponent) + by}`);
  };
  return Number.isFinite(value) ? shift(whole(shift(value, place)), -place) || 0 : value;
}

/** Halves go to the even neighbour. */
function halfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Keeps the type. Of a long only what a JavaScript number holds exactly. */
function rounding(code: number, whole: (value: number) => number, most: 1 | 2): Operator {
  return ofNumbers(
    code,
    ([value, at = new Int32(0)], name) => {
      const place = wholeNumber(at, 51082, `precision argument to ${name}`);
      if (place < -20 || place > 100)
        throw new MongoError(51083, `cannot apply ${name} with precision value ${place}`);
      const number = toNumber(value) ?? 0;
      if (value instanceof Decimal128 || (value instanceof Long && !Number.isSafeInteger(number)))
        throw notSupported(`does not compute ${name} of ${show(value)}`);
      const result = rounded(number, place, whole);
      return isDouble(value) ? new Double(result) : integer(BigInt(result), [value]);
    },
    [1, most],
  );
}

const quotient = ofNumbers(
  14,
  ([dividend, divisor]) => {
    if (toNumber(divisor) === 0) throw new MongoError(2, "can't $divide by zero");
    return divide(dividend, divisor);
  },
  [2, 2],
);

export const exactExpressions: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => order),
  $add: add,
  $subtract: subtract,
  $multiply: ofNumbers(16555, (numbers) =>
    numbers.reduce((a, b) => calculate('multiply', a, b), new Int32(1)),
  ),
  $divide: quotient,
  $mod: modulo,
  ...Object.fromEntries(FOLDS.map((name) => [name, folding(ACCUMULATORS[name])])),
  $abs: rounding(28765, Math.abs, 1),
  $ceil: rounding(28765, Math.ceil, 1),
  $floor: rounding(28765, Math.floor, 1),
  $round: rounding(51081, halfEven, 2),
  $trunc: rounding(51081, Math.trunc, 2),
  $isNumber: one(isNumeric),
  $type: one((value) => (value === undefined ? 'missing' : typeName(value))),
};
