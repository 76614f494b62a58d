import { isNil, truthy } from '../values/bson-document.ts';
import { orderedKey } from '../values/value-order.ts';
import { arrayOf } from './array-operators.ts';
import { list, type Operator, one } from './operator-arguments.ts';

type Keyed = Map<string, unknown>;

/** The first of equal elements stays; a missing one counts as null. */
function setOf(items: Iterable<unknown>): Keyed {
  const set: Keyed = new Map();
  for (const item of items) if (!set.has(orderedKey(item))) set.set(orderedKey(item), item ?? null);
  return set;
}

const asSets = (values: unknown[], code: number, name: string) =>
  values.map((value) => setOf(arrayOf(value, code, name)));

/** Null where one of the arrays is. */
const combining = (
  code: number,
  combine: (first: Keyed, others: Keyed[]) => Keyed,
  count?: [number, number],
) =>
  list((values, name) => {
    if (values.some(isNil)) return null;
    const [first = new Map(), ...others] = asSets(values, code, name);
    return [...combine(first, others).values()];
  }, count);

const keeping = (set: Keyed, accept: (key: string) => boolean): Keyed =>
  new Map([...set].filter(([key]) => accept(key)));

const isSubset = (a: Keyed, b: Keyed) => [...a.keys()].every((key) => b.has(key));

export const setOperators: Record<string, Operator> = {
  $setUnion: combining(17043, (first, others) =>
    setOf([first, ...others].flatMap((set) => [...set.values()])),
  ),
  $setIntersection: combining(17047, (first, others) =>
    keeping(first, (key) => others.every((set) => set.has(key))),
  ),
  $setDifference: combining(
    17048,
    (first, others) => keeping(first, (key) => !others.some((set) => set.has(key))),
    [2, 2],
  ),
  $setEquals: list(
    (values, name) => {
      const [first = new Map(), ...others] = asSets(values, 17044, name);
      return others.every((other) => isSubset(first, other) && isSubset(other, first));
    },
    [2, Number.POSITIVE_INFINITY],
  ),
  $setIsSubset: list(
    (values, name) => {
      const [first = new Map(), second = new Map()] = asSets(values, 17046, name);
      return isSubset(first, second);
    },
    [2, 2],
  ),
  $anyElementTrue: one((value, name) => arrayOf(value, 17041, name).some(truthy)),
  $allElementsTrue: one((value, name) => arrayOf(value, 17040, name).every(truthy)),
};
