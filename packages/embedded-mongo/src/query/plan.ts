import { matcher } from '../filter/match.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Index } from '../storage/index-keys.ts';
import { type Doc, isDoc, isNumeric, isOperatorDoc, toNumber, truthy } from '../values/bson-document.ts';
import { isIndex } from '../values/path.ts';
import { type KeyField, writeKeyPart } from '../values/tuples.ts';
import { orderedKey } from '../values/value-order.ts';
import { type Bounds, collectBounds, excludesNull, type Range, rangeFor, usable } from './bounds.ts';

export type Plan =
  | { kind: 'scan'; reverse: boolean }
  | { kind: 'index'; index: Index; ranges: Range[]; reverse: boolean; sorted: boolean; distinct: boolean }
  | { kind: 'union'; plans: Plan[] };

const MOST_RANGES = 5000;

/**
 * Chooses how to find candidates. A plan may give too many documents and may only differ in speed: every
 * candidate is tested against the whole filter afterwards.
 */
export function choosePlan(collection: Collection, filter: Doc, sort: Doc | undefined, hint?: unknown): Plan {
  const natural = toNumber(isDoc(hint) ? hint.$natural : sort?.$natural);
  if (natural !== undefined) return { kind: 'scan', reverse: natural < 0 };
  const bounds = collectBounds(filter);
  let best: { plan: Plan; score: number } | undefined;
  for (const index of collection.indexes) {
    if (hint !== undefined ? !isHinted(index, hint) : index.hidden) continue;
    const candidate = planIndex(index, filter, bounds, sort, hint !== undefined);
    if (candidate && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  if (best && best.score >= 2) return best.plan;
  return unionPlan(collection, filter) ?? best?.plan ?? { kind: 'scan', reverse: false };
}

export const isHinted = (index: Index, hint: unknown): boolean =>
  typeof hint === 'string' ? index.name === hint : isDoc(hint) && sameKey(index.key, hint);

function sameKey(key: Doc, other: Doc): boolean {
  const [left, right] = [Object.entries(key), Object.entries(other)];
  return (
    left.length === right.length &&
    left.every(
      ([path, direction], i) => right[i]?.[0] === path && toNumber(right[i]?.[1]) === toNumber(direction),
    )
  );
}

function unionPlan(collection: Collection, filter: Doc): Plan | undefined {
  const branches = Array.isArray(filter.$or) ? (filter.$or as Doc[]) : undefined;
  if (!branches) return undefined;
  const plans = branches.map((branch) => choosePlan(collection, branch, undefined));
  return plans.every(({ kind }) => kind !== 'scan') ? { kind: 'union', plans } : undefined;
}

function planIndex(
  index: Index,
  filter: Doc,
  bounds: Map<string, Bounds>,
  sort: Doc | undefined,
  hinted: boolean,
): { plan: Plan; score: number } | undefined {
  if (index.partialFilter && !implies(filter, index.partialFilter)) return undefined;
  const boundOf = (field: KeyField) => (field.parts.some(isIndex) ? undefined : bounds.get(field.path));
  if (index.sparse && !index.fields.some((field) => excludesNull(filter[field.path], boundOf(field))))
    return undefined;

  const used = new Set<string>();
  let [prefixes, score, position] = [[Buffer.alloc(0)], 0, 0];
  let last: { field: KeyField; bounds: Bounds } | undefined;
  for (const field of index.fields) {
    const bound = boundOf(field);
    // Two fields under one array may be met by different elements, which are different keys.
    if (!bound || (index.multikey && used.has(field.parts[0] ?? ''))) break;
    if (!bound.points) {
      last = { field, bounds: bound };
      score += 2;
      break;
    }
    const parts = distinctParts(bound.points, field.descending);
    if (prefixes.length * parts.length > MOST_RANGES) break;
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
    used.add(field.parts[0] ?? '');
    position++;
    score += 4;
  }
  const order =
    sort && prefixes.length === 1 ? sortDirection(index, sort, position, bounds, used) : undefined;
  if (order) score += 1;
  if (score === 0 && !hinted) return undefined;
  const ranges = prefixes
    .map((prefix) => rangeFor(index, prefix, last))
    .sort((a, b) => Buffer.compare(a.low, b.low));
  const plan: Plan = {
    kind: 'index',
    index,
    ranges,
    reverse: order === -1,
    sorted: order !== undefined,
    distinct: index.multikey,
  };
  return { plan, score: score + (index.unique && position === index.fields.length ? 1 : 0) + 0.5 };
}

function distinctParts(points: unknown[], descending: boolean): Buffer[] {
  const parts = new Map(points.map((point) => [orderedKey(point), writeKeyPart(point, descending)]));
  return [...parts.values()];
}

/** A partial index serves a query only when the query cannot want a document that the index leaves out. */
function implies(filter: Doc, partial: Doc): boolean {
  return Object.entries(partial).every(([name, condition]) => {
    if (name === '$and' && Array.isArray(condition))
      return (condition as Doc[]).every((part) => implies(filter, part));
    const said = filter[name];
    if (said === undefined)
      return (
        Array.isArray(filter.$and) &&
        (filter.$and as Doc[]).some((part) => implies(part, { [name]: condition }))
      );
    if (orderedKey(said) === orderedKey(condition)) return true;
    const test = matcher({ [name]: condition });
    const points = isOperatorDoc(said) ? ('$eq' in said ? [said.$eq] : said.$in) : [said];
    // One number has four types.
    const isOfType = isDoc(condition) && '$type' in condition;
    if (Array.isArray(points) && points.every(usable) && !(isOfType && points.some(isNumeric))) {
      // Null stands for a missing field too.
      return points.every((point) => test(nest(name, point)) && (point !== null || test({})));
    }
    const existsOnly = isDoc(condition) && Object.keys(condition).length === 1 && truthy(condition.$exists);
    return existsOnly && excludesNull(said, collectBounds({ [name]: said }).get(name));
  });
}

const nest = (path: string, value: unknown): Doc =>
  path.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Doc;

/** 1 or -1 when walking the index one way gives the order asked for. */
function sortDirection(
  index: Index,
  sort: Doc,
  position: number,
  bounds: Map<string, Bounds>,
  used: Set<string>,
): 1 | -1 | undefined {
  if (index.cut) return undefined;
  const single = (path: string) =>
    bounds.get(path)?.points?.length === 1 &&
    index.fields.slice(0, position).some((field) => field.path === path) &&
    !index.multikey;
  const wanted = Object.entries(sort).filter(([path]) => !single(path));
  let direction: 1 | -1 | undefined;
  for (const [i, [path, value]] of wanted.entries()) {
    const field = index.fields[position + i];
    if (field?.path !== path) return undefined;
    // With arrays, bounds hide elements that decide a document's place.
    if (index.multikey && (bounds.has(path) || used.has(field.parts[0] ?? ''))) return undefined;
    const way = (toNumber(value) ?? 1) < 0 === field.descending ? 1 : -1;
    if (direction !== undefined && direction !== way) return undefined;
    direction = way;
  }
  return direction ?? 1;
}
