import { Int32 } from 'bson';
import { calculate, divide } from './arithmetic.ts';
import { type Doc, isDoc, isNumeric } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { expression } from './expression.ts';
import type { Stream } from './pipeline.ts';
import { compareValues, orderedKey } from './value-order.ts';

interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

const fold = (start: unknown, step: (held: unknown, value: unknown) => unknown): (() => Accumulator) => {
  return () => {
    let held = start;
    return {
      add(value) {
        held = step(held, value);
      },
      result: () => held,
    };
  };
};

const isNil = (value: unknown) => value === undefined || value === null;
const NONE = Symbol('none');

const extreme = (way: 1 | -1) =>
  fold(null, (held, value) =>
    isNil(value) || (held !== null && compareValues(value, held) * way <= 0) ? held : value,
  );

/** Sums keep the widest type; the rest is mingo's (see `canGroup`). */
const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: fold(new Int32(0), (held, value) => (isNumeric(value) ? calculate('add', held, value) : held)),
  $count: fold(new Int32(0), (held) => calculate('add', held, new Int32(1))),
  $min: extreme(-1),
  $max: extreme(1),
  $first: () => {
    const inner = fold(NONE, (held, value) => (held === NONE ? (value ?? null) : held))();
    return {
      add: (value) => inner.add(value),
      result: () => (inner.result() === NONE ? null : inner.result()),
    };
  },
  $last: fold(null, (_, value) => value ?? null),
  $avg: average,
  $push: () => {
    const list: unknown[] = [];
    return { add: (value) => void (value !== undefined && list.push(value)), result: () => list };
  },
  $addToSet: () => {
    const set = new Map<string, unknown>();
    return {
      add: (value) => void (value !== undefined && set.set(orderedKey(value), value)),
      result: () => [...set.values()],
    };
  },
  $mergeObjects: fold({}, (held, value) => (isDoc(value) ? { ...(held as Doc), ...value } : held)),
};

function average(): Accumulator {
  let total: unknown = new Int32(0);
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      total = calculate('add', total, value);
      count++;
    },
    result: () => (count === 0 ? null : divide(total, count)),
  };
}

const accumulatorOf = (spec: unknown): string => (isDoc(spec) ? (Object.keys(spec)[0] ?? '') : '');

/** Whether all accumulators are ours: these take documents one by one and keep no more than their results. */
export function canGroup(operand: Doc): boolean {
  return Object.entries(operand).every(
    ([name, spec]) => name === '_id' || Object.hasOwn(ACCUMULATORS, accumulatorOf(spec)),
  );
}

export async function* group(input: Stream, operand: Doc, variables: Doc): Stream {
  const idOf = expression(operand._id, variables);
  const fields = Object.entries(operand)
    .filter(([name]) => name !== '_id')
    .map(([name, spec]) => groupField(name, spec as Doc, variables));
  const groups = new Map<string, { _id: unknown; accumulators: Accumulator[] }>();
  for await (const doc of input) {
    const _id = idOf(doc) ?? null;
    const key = orderedKey(_id);
    let found = groups.get(key);
    if (!found) {
      found = { _id, accumulators: fields.map(({ make }) => make()) };
      groups.set(key, found);
    }
    for (const [i, { evaluate }] of fields.entries()) found.accumulators[i]?.add(evaluate(doc));
  }
  for (const { _id, accumulators } of groups.values()) {
    yield {
      _id,
      ...Object.fromEntries(fields.map(({ name }, i) => [name, accumulators[i]?.result() ?? null])),
    };
  }
}

function groupField(name: string, spec: Doc, variables: Doc) {
  if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  if (Object.keys(spec).length !== 1)
    throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const operator = accumulatorOf(spec);
  return {
    name,
    evaluate: expression(spec[operator], variables),
    make: ACCUMULATORS[operator] as () => Accumulator,
  };
}
