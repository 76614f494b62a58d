import { Decimal128, Double, Int32, Long } from 'bson';
import { MongoError } from '../errors.ts';
import { calculate, divide, isDouble } from '../values/arithmetic.ts';
import { type Doc, isDoc, isNil, isNumeric, show, toNumber } from '../values/bson-document.ts';
import { compareValues, orderedKey } from '../values/value-order.ts';

/** Makes one value of many; a missing field is among them as `undefined`. */
export type Fold = (values: unknown[]) => unknown;

const isPresent = (value: unknown) => value !== undefined;

/** Sums keep the widest type, and what doubles lose on the way. */
export const sum: Fold = (values) => {
  const numbers = values.filter(isNumeric);
  const hasDouble = numbers.some(isDouble);
  if (!hasDouble || numbers.some((value) => value instanceof Decimal128))
    return numbers.reduce<unknown>((total, value) => calculate('add', total, value), new Int32(0));
  return new Double(compensatedSum(numbers.flatMap(doublesIn)));
};

/** A long may need two. */
const doublesIn = (value: unknown): number[] =>
  value instanceof Long ? [value.high * 2 ** 32, value.low >>> 0] : [toNumber(value) ?? 0];

/** Neumaier's: what each addition rounds off is added at the end. */
function compensatedSum(numbers: number[]): number {
  let [total, lost] = [0, 0];
  for (const number of numbers) {
    const next = total + number;
    lost += Math.abs(total) >= Math.abs(number) ? total - next + number : number - next + total;
    total = next;
  }
  return Number.isFinite(lost) ? total + lost : total;
}

const average: Fold = (values) => {
  const count = values.filter(isNumeric).length;
  return count === 0 ? null : divide(sum(values), count);
};

const extreme = (way: 1 | -1): Fold => {
  const better = (held: unknown, value: unknown) => (compareValues(value, held) * way > 0 ? value : held);
  return (values) => {
    const [first = null, ...others] = values.filter((value) => !isNil(value));
    return others.reduce(better, first);
  };
};

const mergedObjects: Fold = (values) => {
  const docs = values.filter((value) => !isNil(value));
  const wrong = docs.find((value) => !isDoc(value));
  if (wrong === undefined) return Object.fromEntries((docs as Doc[]).flatMap(Object.entries));
  throw new MongoError(40400, `$mergeObjects requires object inputs, but input ${show(wrong)} is none`);
};

export const ACCUMULATORS: Record<string, Fold> = {
  $sum: sum,
  $count: (values) => new Int32(values.length),
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: ([first]) => first ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter(isPresent),
  $addToSet: (values) => [
    ...new Map(values.filter(isPresent).map((value) => [orderedKey(value), value])).values(),
  ],
  $mergeObjects: mergedObjects,
};
