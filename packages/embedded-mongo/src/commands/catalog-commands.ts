import { MongoError, notSupported } from '../errors.ts';
import { matcher } from '../filter/match.ts';
import { collectionSize } from '../query/collection-size.ts';
import { type Collection, indexSpec } from '../storage/catalog.ts';
import { type Doc, isDoc, show } from '../values/bson-document.ts';
import { orderedKey } from '../values/value-order.ts';
import { createCollection, databaseOf } from './change.ts';
import { type Commands, collectionCommand, command } from './command.ts';
import { cleared } from './engine.ts';
import { createIndexes, dropIndexes, existing, indexesLike, listed, listIndexes } from './index-commands.ts';
import { checkIdIndexSpec } from './index-spec.ts';
import { reader } from './options.ts';

/** The options that say how documents are checked, as far as they are given. */
function validationIn({ validator, validationLevel, validationAction }: Doc): Doc {
  if (isDoc(validator)) matcher(validator);
  if (validationLevel === 'moderate') throw notSupported("does not offer the validation level 'moderate'");
  return {
    ...(validator !== undefined && { validator }),
    ...(validationLevel !== undefined && { validationLevel }),
    ...(validationAction !== undefined && { validationAction }),
  };
}

const create = collectionCommand(
  {
    object: ['validator', 'indexOptionDefaults', 'storageEngine', 'idIndex'],
    level: ['validationLevel'],
    action: ['validationAction'],
    collation: ['collation'],
    refused: ['capped', 'timeseries', 'viewOn', 'pipeline', 'clusteredIndex', 'expireAfterSeconds'],
    any: ['size', 'max', 'autoIndexId', 'changeStreamPreAndPostImages'],
  },
  async ({ engine, ns }, given) => {
    if (given.idIndex) checkIdIndexSpec(given.idIndex);
    const options = validationIn(given);
    await engine.storage.write(() => {
      const there = engine.catalog.get(ns);
      if (!there) createCollection(engine, ns, options);
      else if (orderedKey(there.options) !== orderedKey(options))
        throw new MongoError(48, `Collection ${ns} already exists.`);
    });
    return { ok: 1 };
  },
);

const drop = collectionCommand({}, async ({ engine, ns }) => {
  const nIndexesWas = await engine.storage.write(() => {
    const collection = engine.catalog.get(ns);
    if (collection) engine.records.drop(collection);
    return collection?.indexes.length;
  }, 'remove');
  await cleared(engine);
  return nIndexesWas === undefined ? { ok: 1 } : { nIndexesWas, ns, ok: 1 };
});

const dropDatabase = command({}, async ({ engine, db }) => {
  const dropped = await engine.storage.write(() => {
    const collections = engine.catalog.list(db);
    for (const collection of collections) engine.records.drop(collection);
    return collections.length;
  }, 'remove');
  await cleared(engine);
  return dropped > 0 ? { dropped: db, ok: 1 } : { ok: 1 };
});

const listCollections = command(
  { object: ['filter'], cursor: ['cursor'], flag: ['nameOnly'], any: ['authorizedCollections'] },
  (call, { filter = {}, nameOnly, cursor }) => {
    const { engine, db } = call;
    const docs = engine.catalog.list(db).map((collection): Doc => {
      const idIndex = collection.indexes.find(({ name }) => name === '_id_');
      return {
        name: collection.ns.slice(db.length + 1),
        type: 'collection',
        options: collection.options,
        info: { readOnly: false },
        ...(idIndex && { idIndex: indexSpec(idIndex) }),
      };
    });
    const found = docs.filter(matcher(filter));
    const shown = nameOnly ? found.map(({ name, type }) => ({ name, type })) : found;
    return listed(call, `${db}.$cmd.listCollections`, shown, cursor);
  },
);

const listDatabases = command(
  { object: ['filter'], flag: ['nameOnly'], any: ['authorizedDatabases'] },
  async (call, { filter = {}, nameOnly }) => {
    const isFound = matcher(filter);
    const collections = call.engine.catalog.list().map(({ ns }) => ns);
    const names = [...new Set(collections.map(databaseOf))].sort();
    if (nameOnly) return { databases: names.map((name) => ({ name })).filter(isFound), ok: 1 };
    const sizes = new Map(names.map((name) => [name, 0]));
    // All databases share one file: each takes up what its collections do.
    for (const ns of collections) {
      const { totalSize } = await collectionSize(call.engine, ns, call.checkTime);
      sizes.set(databaseOf(ns), (sizes.get(databaseOf(ns)) ?? 0) + totalSize);
    }
    const databases = names.map((name) => ({ name, sizeOnDisk: sizes.get(name) ?? 0, empty: false }));
    const found = databases.filter(isFound);
    const totalSize = found.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
    return { databases: found, totalSize, totalSizeMb: Math.trunc(totalSize / 2 ** 20), ok: 1 };
  },
);

const readIndexChange = reader({
  string: ['name'],
  object: ['keyPattern'],
  number: ['expireAfterSeconds'],
  flag: ['hidden'],
});

const collMod = collectionCommand(
  { object: ['index', 'validator'], level: ['validationLevel'], action: ['validationAction'] },
  (call, { index: change, ...given }) => {
    const validation = validationIn(given);
    return call.engine.storage.write(() => {
      const collection = existing(call);
      if (change) changeIndex(collection, change);
      Object.assign(collection.options, validation);
      if (isDoc(validation.validator)) collection.validator = matcher(validation.validator);
      call.engine.catalog.save(collection);
      return { ok: 1 };
    });
  },
);

function changeIndex(collection: Collection, change: Doc): void {
  const { name, keyPattern, expireAfterSeconds, hidden } = readIndexChange('collMod.index', change);
  const [index] = indexesLike(collection, name ?? keyPattern);
  if (!index) throw new MongoError(27, `cannot find index ${show(change)} for ns ${collection.ns}`);
  if (expireAfterSeconds !== undefined) index.expireAfterSeconds = expireAfterSeconds;
  if (hidden !== undefined) index.hidden = hidden;
}

export const catalogCommands: Commands = {
  create,
  drop,
  dropDatabase,
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listCollections,
  listDatabases,
  collMod,
};
