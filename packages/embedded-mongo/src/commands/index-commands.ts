import { badValue, MongoError } from '../errors.ts';
import { type Collection, indexSpec } from '../storage/catalog.ts';
import type { Index } from '../storage/index-keys.ts';
import { type Doc, isDoc, show } from '../values/bson-document.ts';
import { orderedKey } from '../values/value-order.ts';
import { openCollection } from './change.ts';
import { type Call, type CollectionCall, collectionCommand } from './command.ts';
import { cleared } from './engine.ts';
import { alreadyThere, checkedIndexSpec, withoutUnknownOptions } from './index-spec.ts';

export const createIndexes = collectionCommand(
  {
    required: ['indexes'],
    objects: ['indexes'],
    flag: ['ignoreUnknownIndexOptions'],
    any: ['commitQuorum'],
  },
  async (call, { indexes, ignoreUnknownIndexOptions }) => {
    const { engine, ns } = call;
    const given = ignoreUnknownIndexOptions ? indexes.map(withoutUnknownOptions) : indexes;
    const specs = given.map(checkedIndexSpec);
    if (specs.length === 0) throw badValue('Must specify at least one index to create');
    const { before, collection, added, createdCollectionAutomatically } = await engine.builds.run(() => {
      const createdCollectionAutomatically = engine.catalog.get(ns) === undefined;
      const collection = openCollection(call);
      const before = collection.indexes.length;
      return { before, collection, added: newOnes(call, collection, specs), createdCollectionAutomatically };
    });
    const after = engine.catalog.withId(collection.id)?.indexes.length ?? before + added.length;
    const note = added.length === 0 ? { note: 'all indexes already exist' } : {};
    return {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically,
      ...note,
      ok: 1,
    };
  },
);

const MOST_INDEXES = 64;

function newOnes({ engine }: Call, collection: Collection, specs: Doc[]): Index[] {
  const added: Index[] = [];
  for (const spec of specs) {
    const index = engine.catalog.newIndex(spec);
    if (alreadyThere([...collection.indexes, ...added], index)) continue;
    if (collection.indexes.length + added.length >= MOST_INDEXES)
      throw new MongoError(
        67,
        `add index fails, too many indexes for ${collection.ns} key:${show(index.key)}`,
      );
    added.push(index);
  }
  return added;
}

export function existing({ engine, ns }: CollectionCall): Collection {
  const collection = engine.catalog.get(ns);
  if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`);
  return collection;
}

export const listed = (
  { engine, connectionId }: Call,
  ns: string,
  docs: Doc[],
  cursor?: { batchSize?: number },
) =>
  engine.cursors.first({ ns, connectionId }, docs.values(), {
    batchSize: Number.POSITIVE_INFINITY,
    ...cursor,
  });

export const listIndexes = collectionCommand({ cursor: ['cursor'] }, (call, { cursor }) =>
  listed(call, call.ns, existing(call).indexes.map(indexSpec), cursor),
);

export const dropIndexes = collectionCommand(
  { required: ['index'], any: ['index'] },
  async (call, { index: wanted }) => {
    const { engine } = call;
    const nIndexesWas = await engine.storage.write(() => {
      const collection = existing(call);
      const nIndexesWas = collection.indexes.length;
      const dropped = new Set([wanted].flat().flatMap((which) => indexesToDrop(collection, which)));
      for (const index of dropped) engine.records.dropIndex(index);
      collection.indexes = collection.indexes.filter((index) => !dropped.has(index));
      engine.catalog.save(collection);
      return nIndexesWas;
    }, 'remove');
    await cleared(engine);
    return { nIndexesWas, ok: 1 };
  },
);

function indexesToDrop(collection: Collection, which: unknown): Index[] {
  if (which === '*') return collection.indexes.filter(({ name }) => name !== '_id_');
  const found = indexesLike(collection, which);
  if (found.some(({ name }) => name === '_id_')) throw new MongoError(72, 'cannot drop _id index');
  if (found.length === 0) throw new MongoError(27, `index not found: ${show(which)}`);
  return found;
}

/** Those of this name, or with these keys. */
export const indexesLike = (collection: Collection, which: unknown): Index[] =>
  collection.indexes.filter(({ name, key }) => (isDoc(which) ? sameKeys(key, which) : name === which));

const sameKeys = (key: Doc, other: Doc) =>
  orderedKey(Object.entries(key)) === orderedKey(Object.entries(other));
