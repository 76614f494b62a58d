import { Int32 } from 'bson';
import { calculate, divide } from './arithmetic.ts';
import { type Doc, isDoc, isNumeric, show, toNumber } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { compareValues, orderedKey } from './value-order.ts';

/** Takes values one by one and keeps no more than its result needs. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

function fold<Held>(
  start: () => Held,
  step: (held: Held, value: unknown) => Held,
  end: (held: Held) => unknown = (held) => held,
): () => Accumulator {
  return () => {
    let held = start();
    return {
      add(value) {
        held = step(held, value);
      },
      result: () => end(held),
    };
  };
}

/** For what needs all values. */
export const listed = (end: (values: unknown[]) => unknown) =>
  fold<unknown[]>(
    () => [],
    (values, value) => {
      values.push(value);
      return values;
    },
    end,
  );

const isNil = (value: unknown) => value === undefined || value === null;
const zero = (): unknown => new Int32(0);
const plus = (sum: unknown, value: unknown) => (isNumeric(value) ? calculate('add', sum, value) : sum);

const extreme = (way: 1 | -1) =>
  fold<unknown>(
    () => null,
    (held, value) =>
      isNil(value) || (held !== null && compareValues(value, held) * way <= 0) ? held : value,
  );

const deviation = (missing: 0 | 1) =>
  listed((values) => {
    const numbers = values.filter(isNumeric).map((value) => toNumber(value) ?? 0);
    if (numbers.length <= missing) return null;
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
    return Math.sqrt(squares / (numbers.length - missing));
  });

function mergedObjects(held: Doc, value: unknown): Doc {
  if (isNil(value)) return held;
  if (isDoc(value)) return Object.assign(held, value);
  throw new MongoError(40400, `$mergeObjects requires object inputs, but input ${show(value)} is none`);
}

/** Sums keep the widest type. */
export const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: fold(zero, plus),
  $count: fold(zero, (held) => calculate('add', held, new Int32(1))),
  $avg: fold(
    () => ({ sum: zero(), count: 0 }),
    ({ sum, count }, value) => ({ sum: plus(sum, value), count: count + Number(isNumeric(value)) }),
    ({ sum, count }) => (count === 0 ? null : divide(sum, count)),
  ),
  $min: extreme(-1),
  $max: extreme(1),
  $first: fold<unknown[]>(
    () => [],
    (held, value) => (held.length === 0 ? [value] : held),
    ([first]) => first ?? null,
  ),
  $last: fold<unknown>(
    () => null,
    (_, value) => value ?? null,
  ),
  $push: listed((values) => values.filter((value) => value !== undefined)),
  $addToSet: fold(
    () => new Map<string, unknown>(),
    (set, value) => (value === undefined ? set : set.set(orderedKey(value), value)),
    (set) => [...set.values()],
  ),
  $mergeObjects: fold<Doc>(() => ({}), mergedObjects),
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
};

export function accumulate(accumulator: Accumulator, values: Iterable<unknown>): unknown {
  for (const value of values) accumulator.add(value);
  return accumulator.result();
}
