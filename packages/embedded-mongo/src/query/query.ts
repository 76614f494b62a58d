import { MongoError } from '../errors.ts';
import { type Match, matcher } from '../filter/match.ts';
import type { Catalog, Collection } from '../storage/catalog.ts';
import type { Index } from '../storage/index-keys.ts';
import type { Records, Stored } from '../storage/records.ts';
import { keysBetween, keysOf, type Storage } from '../storage/storage.ts';
import { recordOf } from '../storage/storage-keys.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';
import { sortKey } from '../values/sort-key.ts';
import { choosePlan, isHinted, type Plan } from './plan.ts';

export interface Query {
  filter: Doc;
  sort?: Doc | undefined;
  hint?: unknown;
  /** skip + limit, when known: a sort keeps no more than these. */
  most?: number | undefined;
  variables?: Doc;
}

/** Stands in a walk for "a while has passed": the reader may let others go on. */
export const PAUSE = Symbol('pause');

const SLICE_MS = 4;

export interface Database {
  storage: Storage;
  catalog: Catalog;
  records: Records;
}

/** Documents that match, in the order asked for. */
export function* walk(db: Database, collection: Collection, query: Query): Generator<Stored | typeof PAUSE> {
  const match = matcher(query.filter, query.variables);
  const sort = query.sort && Object.keys(query.sort).length > 0 ? query.sort : undefined;
  const plan = planFor(collection, query);
  const ordered = !sort || '$natural' in sort || (plan.kind === 'index' && plan.sorted);
  const check = stillThere(db, collection, plan);
  const matches = candidates(db, collection, plan, match, check);
  yield* ordered ? matches : sorted(db, collection, matches, sort, query.most, match, check);
}

export function planFor(collection: Collection, { filter, sort, hint }: Query): Plan {
  const isNatural = isDoc(hint) && '$natural' in hint;
  if (hint !== undefined && !isNatural && !collection.indexes.some((index) => isHinted(index, hint))) {
    throw new MongoError(
      2,
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    );
  }
  const sorting = sort && Object.keys(sort).length > 0 ? sort : undefined;
  return choosePlan(collection, filter, sorting, hint);
}

const indexesOf = (plan: Plan): Index[] =>
  plan.kind === 'union' ? plan.plans.flatMap(indexesOf) : plan.kind === 'index' ? [plan.index] : [];

/**
 * While others have their turn, the collection or an index that a walk reads may be dropped: then the walk ends with
 * MongoDB's error, and not as if there were no more.
 */
function stillThere({ catalog }: Database, { ns, id }: Collection, plan: Plan): () => void {
  const needed = indexesOf(plan);
  let checked = catalog.version;
  return () => {
    if (checked === catalog.version) return;
    checked = catalog.version;
    const collection = catalog.get(ns);
    const isThere = (index: Index) => collection?.indexes.some((other) => other.id === index.id);
    if (collection?.id !== id || !needed.every(isThere))
      throw new MongoError(175, `The collection ${ns} or an index of it was dropped while it was read`);
  };
}

function* candidates(
  db: Database,
  collection: Collection,
  plan: Plan,
  match: Match,
  check: () => void,
): Generator<Stored | typeof PAUSE> {
  let sliceEnd = performance.now() + SLICE_MS;
  let examined = 0;
  for (const record of recordsOf(db, collection, plan)) {
    const stored = db.records.read(collection, record);
    if (stored && match(stored.doc)) {
      yield stored;
      check();
    }
    if (++examined % 16 === 0 && performance.now() > sliceEnd) {
      yield PAUSE;
      check();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
}

function* recordsOf(db: Database, collection: Collection, plan: Plan): Generator<number> {
  if (plan.kind === 'scan') {
    for (const key of keysOf(db.storage, 'documents', collection.id, plan.reverse)) yield recordOf(key);
    return;
  }
  const seen = plan.kind === 'union' || plan.distinct ? new Set<number>() : undefined;
  for (const record of plan.kind === 'union' ? unionOf(db, collection, plan.plans) : entriesOf(db, plan)) {
    if (seen?.has(record)) continue;
    seen?.add(record);
    yield record;
  }
}

function* unionOf(db: Database, collection: Collection, plans: Plan[]): Generator<number> {
  for (const plan of plans) yield* recordsOf(db, collection, plan);
}

function* entriesOf(db: Database, plan: Plan & { kind: 'index' }): Generator<number> {
  for (const { low, high } of plan.reverse ? plan.ranges.toReversed() : plan.ranges) {
    for (const key of keysBetween(db.storage, 'indexes', low, high, plan.reverse)) yield recordOf(key);
  }
}

/**
 * Sorting keeps keys and record numbers, not documents, which are read again as they are given out. With a limit it
 * keeps the few documents as they were found: another one must not take the place of one that changes meanwhile.
 */
function* sorted(
  db: Database,
  collection: Collection,
  matches: Iterable<Stored | typeof PAUSE>,
  sort: Doc,
  most: number | undefined,
  match: Match,
  check: () => void,
): Generator<Stored | typeof PAUSE> {
  const keyOf = sortKey(sort);
  let rows: Row[] = [];
  for (const found of matches) {
    if (found === PAUSE) yield PAUSE;
    else rows.push({ key: keyOf(found.doc), record: found.record, found: most ? found : undefined });
    if (most && rows.length >= most * 2 + 100) rows = rows.sort(inOrder).slice(0, most);
  }
  for (const { record, found } of rows.sort(inOrder).slice(0, most || undefined)) {
    const stored = found ?? db.records.read(collection, record);
    if (stored && (found || match(stored.doc))) yield stored;
    check();
  }
}

interface Row {
  key: Buffer;
  record: number;
  found: Stored | undefined;
}

const inOrder = (a: Row, b: Row): number => Buffer.compare(a.key, b.key) || a.record - b.record;

/** Lets other clients go on at every pause. */
export async function* pausing(
  walked: Iterable<Stored | typeof PAUSE>,
  checkTime = () => {},
): AsyncGenerator<Stored> {
  for (const found of walked) {
    if (found !== PAUSE) yield found;
    else {
      await new Promise((resolve) => setImmediate(resolve));
      checkTime();
    }
  }
}

/** Looks at any items, letting other clients go on every few milliseconds. */
export async function paced<T>(items: Iterable<T>, look: (item: T) => void, checkTime: () => void) {
  let sliceEnd = performance.now() + SLICE_MS;
  let looked = 0;
  for (const item of items) {
    look(item);
    if (++looked % 64 > 0 || performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setImmediate(resolve));
    checkTime();
    sliceEnd = performance.now() + SLICE_MS;
  }
}

/** Everything found without pausing, for use inside a write. */
export function* unpaused(walked: Iterable<Stored | typeof PAUSE>): Generator<Stored> {
  for (const found of walked) if (found !== PAUSE) yield found;
}
