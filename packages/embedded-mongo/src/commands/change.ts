import { MongoError } from '../errors.ts';
import { matcher } from '../filter/match.ts';
import { PAUSE, type Query, walk } from '../query/query.ts';
import type { Collection } from '../storage/catalog.ts';
import { checkedNewNamespace } from '../storage/namespace.ts';
import { isOutOfDisk } from '../storage/pieces.ts';
import type { Stored } from '../storage/records.ts';
import type { Purpose } from '../storage/room.ts';
import { compileUpdate, upsertDocument } from '../update/update.ts';
import type { Doc } from '../values/bson-document.ts';
import type { CollectionCall } from './command.ts';
import type { Engine } from './engine.ts';
import { matching } from './find-query.ts';

const MOST_PAUSES = 5;

export const openCollection = ({ engine, ns }: CollectionCall): Collection =>
  engine.catalog.get(ns) ?? createCollection(engine, ns);

export function createCollection({ catalog }: Engine, ns: string, options?: Doc): Collection {
  checkedNewNamespace(ns);
  const wanted = databaseOf(ns);
  const databases = new Set(catalog.list().map((collection) => databaseOf(collection.ns)));
  const isLike = (name: string) => name.toLowerCase() === wanted.toLowerCase();
  const other = databases.has(wanted) ? undefined : [...databases].find(isLike);
  if (other !== undefined)
    throw new MongoError(
      13297,
      `db already exists with different case already have: [${other}] trying to create [${wanted}]`,
    );
  return catalog.create(ns, options);
}

export const databaseOf = (ns: string) => ns.slice(0, ns.indexOf('.'));

/** What each changed document gave, and what was inserted because there was none. */
interface Changed<T> {
  results: T[];
  inserted: Doc | undefined;
}

interface Change<T> {
  call: CollectionCall;
  query: Query;
  multi?: boolean | undefined;
  visit: (collection: Collection, stored: Stored) => T;
  insert?: (() => Doc) | undefined;
  /** Whether it makes room on the disk, or takes some. */
  purpose?: Purpose;
}

/**
 * Finds documents and changes each in the same write, so that nothing comes between. When finding takes long it
 * is done outside, letting others go on, and every document is tested again before it is changed. A write may
 * run twice (see Storage), so it gives its results back and leaves nothing else behind.
 */
export async function change<T>(given: Change<T>): Promise<Changed<T>> {
  const { call, visit, insert } = given;
  const task = { ...given, query: { ...given.query, most: given.multi ? undefined : 1 } };
  matcher(given.query.filter, given.query.variables);
  const none = (): Changed<T> => ({ results: [], inserted: insert?.() });
  const quickly = () => {
    const collection = call.engine.catalog.get(call.ns);
    if (!collection) return none();
    const found = collect(task, collection);
    if (found?.length === 0) return none();
    return found && { results: found.map((stored) => visit(collection, stored)), inserted: undefined };
  };
  const quick = await call.engine.storage.write(quickly, given.purpose).catch((error) => {
    // On a disk that is almost full, a few at a time may do.
    if (given.multi && isOutOfDisk(error)) return undefined;
    throw error;
  });
  return quick ?? changeSlowly(task, none);
}

async function changeSlowly<T>(task: Change<T>, none: () => Changed<T>): Promise<Changed<T>> {
  const { call, multi } = task;
  for (;;) {
    const records = await locate(task);
    if (records.length === 0) return call.engine.storage.write(none);
    const begin = { next: 0, results: [] as T[] };
    const { results } = await call.engine.storage.inPieces(
      begin,
      (state, mayGoOn) => visitPiece(task, records, state, mayGoOn),
      { purpose: task.purpose ?? 'keep' },
    );
    if (multi || results.length > 0) return { results, inserted: undefined };
  }
}

function visitPiece<T>(
  { call, query, visit }: Change<T>,
  records: number[],
  { next: start, results }: { next: number; results: T[] },
  mayGoOn: () => boolean,
) {
  const { catalog, records: stored } = call.engine;
  const collection = catalog.get(call.ns);
  const match = matcher(query.filter, query.variables);
  const more: T[] = [];
  let next = start;
  for (; next < records.length && mayGoOn(); next++) {
    const found = collection && stored.read(collection, records[next] as number);
    if (found && match(found.doc)) more.push(visit(collection, found));
  }
  return { state: { next, results: results.concat(more) }, isDone: next === records.length };
}

/** Undefined when it takes too long. */
function collect<T>({ call, query, multi }: Change<T>, collection: Collection): Stored[] | undefined {
  const found: Stored[] = [];
  let pauses = 0;
  for (const stored of walk(call.engine, collection, query)) {
    if (stored === PAUSE) {
      if (++pauses > MOST_PAUSES) return undefined;
    } else {
      found.push(stored);
      if (!multi) break;
    }
  }
  return found;
}

async function locate<T>({ call, query, multi }: Change<T>): Promise<number[]> {
  // A document that moves on in the index while it is walked is found twice.
  const records = new Set<number>();
  for await (const { record } of matching(call, query)) {
    records.add(record);
    if (!multi) break;
  }
  return [...records];
}

interface UpdateOptions {
  spec: unknown;
  arrayFilters?: Doc[] | undefined;
  multi?: boolean | undefined;
  upsert?: boolean | undefined;
  bypassEmptyTsReplacement?: boolean | undefined;
}

/** Updates what a query finds; `result` sees what was stored and what took its place. */
export function changeByUpdate<T>(
  call: CollectionCall,
  query: Query,
  { spec, arrayFilters, multi, upsert, bypassEmptyTsReplacement: keepsEmptyTimes }: UpdateOptions,
  result: (stored: Stored, doc: Doc, changed: boolean) => T,
): Promise<Changed<T>> {
  const update = compileUpdate(spec, arrayFilters);
  const { filter, variables = {} } = query;
  const context = { now: call.now, query: filter, variables, keepsEmptyTimes };
  const { records } = call.engine;
  const insert = () => records.insert(openCollection(call), upsertDocument(update, spec, context));
  return change({
    call,
    query,
    multi,
    visit: (collection, stored) => {
      const doc = update(stored.doc, context);
      return result(stored, doc, records.replace(collection, stored, doc));
    },
    insert: upsert ? insert : undefined,
  });
}
