import { MongoError } from '../errors.ts';
import { isDoc, isNil, show, toNumber, typeName } from '../values/bson-document.ts';
import { sortKey } from '../values/sort-key.ts';
import { sortOrder } from '../values/sort-order.ts';
import { compareValues, orderedBytes } from '../values/value-order.ts';
import { checkedNames, int32, list, named, type Operator, one, wholeNumber } from './operator-arguments.ts';

/** What `$range` gives must have room in memory, long before the others notice. */
const LONGEST_RANGE = 2 ** 21;

export function arrayOf(value: unknown, code: number, operator: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(code, `${operator} requires an array, but found: ${typeName(value)}`);
}

/** Null where there is no array. */
const ofArray = (code: number, compute: (items: unknown[]) => unknown) =>
  one((value, name) => (isNil(value) ? null : compute(arrayOf(value, code, name))));

/** Here a missing field differs from null. */
const isSame = (a: unknown, b: unknown) =>
  (a === undefined) === (b === undefined) && compareValues(a, b) === 0;

/** Where to begin and where to end, as far as that is given. */
export function bounds(places: unknown[], name: string): [from: number, to: number] {
  const [from = 0, to = Number.POSITIVE_INFINITY] = places.map((value) => {
    const place = wholeNumber(value, 40096, `${name}: an index`);
    if (place >= 0) return place;
    throw new MongoError(40097, `${name} requires a nonnegative index, found ${place}`);
  });
  return [from, to];
}

const indexOfArray = list(
  ([array, wanted, ...places], name) => {
    if (isNil(array)) return null;
    const [from, to] = bounds(places, name);
    return arrayOf(array, 40090, name).findIndex((item, i) => i >= from && i < to && isSame(item, wanted));
  },
  [2, 4],
);

const slice = list(
  (given, name) => {
    if (given.some(isNil)) return null;
    const items = arrayOf(given[0], 28724, name);
    const first = int32(given[1], [28725, 28726], 'Second argument to $slice');
    if (given.length === 2) return first < 0 ? items.slice(first) : items.slice(0, first);
    const count = int32(given[2], [28727, 28728], 'Third argument to $slice');
    if (count <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${count}`);
    const start = first < 0 ? Math.max(items.length + first, 0) : first;
    return items.slice(start, start + count);
  },
  [2, 3],
);

const range = list(
  ([start, end, ...by]) => {
    const from = int32(start, [34443, 34444], "$range's start");
    const to = int32(end, [34445, 34446], "$range's end");
    const step = by.length === 0 ? 1 : int32(by[0], [34447, 34448], "$range's step");
    if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value');
    const length = Math.max(0, Math.ceil((to - from) / step));
    if (length > LONGEST_RANGE) throw new MongoError(146, `$range would make ${length} values`);
    return Array.from({ length }, (_, i) => from + i * step);
  },
  [2, 3],
);

const sortArray = named(({ input, sortBy }, name) => {
  if (isNil(input)) return null;
  const way = toNumber(sortBy);
  if (!isDoc(sortBy) && Math.abs(way ?? 0) !== 1)
    throw new MongoError(2942507, `${name} sorts by 1, by -1 or by fields, not by ${show(sortBy)}`);
  const fieldKey = isDoc(sortBy) ? sortKey(sortOrder(sortBy)) : undefined;
  const keyOf = (item: unknown) => fieldKey?.(isDoc(item) ? item : {}) ?? orderedBytes(item);
  return arrayOf(input, 2942504, name)
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => Buffer.compare(a.key, b.key) * (way ?? 1))
    .map(({ item }) => item);
});

/** The arrays and their number are written down; what is in them is computed. */
const zip: Operator = (operand, compile, name) => {
  const { inputs, useLongestLength = false, defaults = [] } = checkedNames(name, operand);
  if (!Array.isArray(inputs))
    throw new MongoError(34461, `inputs must be an array of expressions, found ${typeName(inputs)}`);
  if (!Array.isArray(defaults))
    throw new MongoError(34462, `defaults must be an array of expressions, found ${typeName(defaults)}`);
  if (typeof useLongestLength !== 'boolean')
    throw new MongoError(34463, `useLongestLength must be a bool, found ${typeName(useLongestLength)}`);
  if (inputs.length === 0) throw new MongoError(34465, '$zip requires at least one input array');
  if (defaults.length > 0 && !useLongestLength)
    throw new MongoError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (defaults.length > 0 && defaults.length !== inputs.length)
    throw new MongoError(34467, 'defaults and inputs must have the same length');
  const [arrays, others] = [inputs, defaults].map((specs) => specs.map((spec) => compile(spec)));
  return (scope) => {
    const [found = [], fillers = []] = [arrays, others].map((runs) => runs?.map((run) => run(scope)));
    if (found.some(isNil)) return null;
    const rows = found.map((array) => arrayOf(array, 34468, name));
    const lengths = rows.map(({ length }) => length);
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths);
    return Array.from({ length }, (_, at) =>
      rows.map((row, i) => (at < row.length ? row[at] : fillers[i]) ?? null),
    );
  };
};

function pairOf(item: unknown): [name: string, value: unknown] {
  const isPair = Array.isArray(item) ? item.length === 2 : isDoc(item) && Object.keys(item).length === 2;
  const [name, value] = Array.isArray(item) ? item : isDoc(item) ? [item.k, item.v] : [];
  if (!isPair || (isDoc(item) && !('k' in item && 'v' in item)))
    throw new MongoError(40392, `$arrayToObject needs pairs, as [k, v] or as {k, v}: ${show(item)}`);
  if (typeof name !== 'string')
    throw new MongoError(40394, `$arrayToObject needs strings for keys: ${show(name)}`);
  return [name, value];
}

const elementAt = list(
  ([array, place], name) => {
    if (isNil(array) || isNil(place)) return null;
    return arrayOf(array, 28689, name).at(int32(place, [28690, 28691], `${name}: an index`));
  },
  [2, 2],
);

const concatenated = list((arrays, name) =>
  arrays.some(isNil) ? null : arrays.flatMap((array) => arrayOf(array, 28664, name)),
);

const pairsOf = one((value) => {
  if (isNil(value)) return null;
  if (isDoc(value)) return Object.entries(value).map(([k, v]) => ({ k, v }));
  throw new MongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
});

export const arrayOperators: Record<string, Operator> = {
  $arrayElemAt: elementAt,
  $concatArrays: concatenated,
  $objectToArray: pairsOf,
  $reverseArray: ofArray(34435, (items) => items.toReversed()),
  $isArray: one(Array.isArray),
  $size: one((value, name) => arrayOf(value, 17124, name).length),
  $first: ofArray(28689, ([first]) => first),
  $last: ofArray(28689, (items) => items.at(-1)),
  $in: list(
    ([wanted, items], name) => arrayOf(items, 40081, name).some((item) => isSame(item, wanted)),
    [2, 2],
  ),
  $indexOfArray: indexOfArray,
  $slice: slice,
  $range: range,
  $sortArray: sortArray,
  $zip: zip,
  $arrayToObject: ofArray(40386, (items) => Object.fromEntries(items.map(pairOf))),
};
