import { ObjectId } from 'bson';
import { badValue, MongoError } from '../errors.ts';
import { type Database, unpaused, walk } from '../query/query.ts';
import { type Collection, indexSpec } from '../storage/catalog.ts';
import { checkedNamespace, checkedNewNamespace } from '../storage/namespace.ts';
import type { Stored } from '../storage/records.ts';
import { updatePipeline } from '../update/update-pipeline.ts';
import { type Doc, isDoc, show } from '../values/bson-document.ts';
import { plainValueAt } from '../values/path.ts';
import { orderedKey } from '../values/value-order.ts';
import { binder } from './lookup.ts';
import { collected, type StageContext, type Stream } from './stages.ts';

/** Replaces a collection by the results, all at once: readers see the old documents or the new ones. */
export async function out(input: Stream, operand: unknown, { source }: StageContext): Promise<void> {
  const target = targetOf('$out', operand, source.db);
  const docs = await collected(input);
  const { engine } = source;
  await engine.storage.write(() => {
    const old = engine.catalog.get(target);
    const kept = old?.indexes.filter(({ name }) => name !== '_id_') ?? [];
    // Built beside the old one, so that an error such as a duplicate key leaves everything as it was.
    const fresh = engine.catalog.create(`${target}.$out`, old?.options);
    try {
      fresh.indexes.push(...kept.map((index) => engine.catalog.newIndex(indexSpec(index))));
      for (const doc of docs) engine.records.insert(fresh, doc);
    } catch (error) {
      engine.records.drop(fresh);
      throw error;
    }
    if (old) engine.records.drop(old);
    engine.catalog.rename(fresh, target);
  });
}

function targetOf(stage: string, operand: unknown, db: string): string {
  if (typeof operand === 'string') return checkedNewNamespace(checkedNamespace(db, operand));
  if (isDoc(operand) && typeof operand.coll === 'string') {
    return checkedNewNamespace(
      checkedNamespace(typeof operand.db === 'string' ? operand.db : db, operand.coll),
    );
  }
  throw new MongoError(16990, `${stage} only supports a string or object argument`);
}

/** Writes each result into a collection that may hold one with the same key. */
export async function merge(
  input: Stream,
  operand: unknown,
  { source, variables }: StageContext,
): Promise<void> {
  const { engine, db } = source;
  const spec: Doc = isDoc(operand) ? operand : { into: operand };
  const { whenMatched = 'merge', whenNotMatched = 'insert' } = spec;
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched)))
    throw badValue(
      `Enumeration value ${show(whenNotMatched)} for field 'whenNotMatched' is not a valid value.`,
    );
  const target = targetOf('$merge', spec.into, db);
  const keys = spec.on === undefined ? ['_id'] : [spec.on].flat().map(String);
  requireUnique(engine.catalog.get(target), keys);
  const [combine, bind] = [combiner(whenMatched), binder(spec.let, variables)];
  for (const given of await collected(input)) {
    const doc = '_id' in given || !keys.includes('_id') ? given : { _id: new ObjectId(), ...given };
    const filter = Object.fromEntries(keys.map((key) => [key, { $eq: keyOf(doc, key) }]));
    const inner = { ...bind(doc), new: doc };
    await engine.storage.write(() => {
      const collection = engine.catalog.get(target) ?? engine.catalog.create(target);
      const stored = find(engine, collection, filter);
      if (stored) {
        const merged = withSameId(stored.doc, combine(stored.doc, doc, inner));
        engine.records.replace(collection, stored, merged);
      } else if (whenNotMatched === 'insert') engine.records.insert(collection, doc);
      else if (whenNotMatched === 'fail') throw new MongoError(13113, NO_MATCH);
    });
  }
}

const NO_MATCH = '$merge could not find a matching document in the target collection';

function requireUnique(collection: Collection | undefined, keys: string[]): void {
  const fields = (names: string[]) => [...names].sort().join();
  const isUnique =
    fields(keys) === '_id' ||
    collection?.indexes.some(({ unique, key }) => unique && fields(Object.keys(key)) === fields(keys));
  if (!isUnique) throw new MongoError(51183, 'Cannot find index to verify that join fields will be unique');
}

function keyOf(doc: Doc, path: string): unknown {
  const value = plainValueAt(doc, path);
  if (value !== undefined && value !== null && !Array.isArray(value)) return value;
  throw new MongoError(51132, `$merge write error: 'on' field '${path}' cannot be missing, null or an array`);
}

function find(engine: Database, collection: Collection, filter: Doc): Stored | undefined {
  for (const stored of unpaused(walk(engine, collection, { filter }))) return stored;
  return undefined;
}

type Combine = (before: Doc, doc: Doc, variables: Doc) => Doc;

function combiner(action: unknown): Combine {
  if (Array.isArray(action)) {
    const update = updatePipeline(action);
    return (before, _, variables) => update(before, { variables });
  }
  switch (action) {
    case 'merge':
      return (before, doc) => ({ ...before, ...doc });
    case 'replace':
      return ({ _id }, doc) => ({ _id, ...doc });
    case 'keepExisting':
      return (before) => before;
    case 'fail':
      return () => {
        throw new MongoError(11000, '$merge found a document with the same key and whenMatched is fail');
      };
    default:
      throw badValue(`Enumeration value ${show(action)} for field 'whenMatched' is not a valid value.`);
  }
}

function withSameId(before: Doc, after: Doc): Doc {
  const made = '_id' in after ? after : { _id: before._id, ...after };
  if (orderedKey(made._id) === orderedKey(before._id)) return made;
  throw new MongoError(66, '$merge failed to update the matching document: its _id would change');
}
