import { type Doc, isDoc, show, toNumber, truthy } from './bson-document.ts';
import { indexSpec } from './catalog.ts';
import {
  type Call,
  type Commands,
  checkedNewNamespace,
  docOption,
  namespace,
  refuseCollation,
} from './command.ts';
import { MongoError, notSupported } from './errors.ts';
import { asCursor, createIndexes, dropIndexes, existing, listIndexes } from './index-commands.ts';
import { matcher } from './match.ts';
import { orderedKey } from './value-order.ts';

export const catalogCommands: Commands = {
  create: {
    options: [
      'validator',
      'validationLevel',
      'validationAction',
      'capped',
      'size',
      'max',
      'timeseries',
      'viewOn',
      'pipeline',
      'collation',
      'clusteredIndex',
      'expireAfterSeconds',
      'indexOptionDefaults',
      'storageEngine',
      'changeStreamPreAndPostImages',
      'autoIndexId',
    ],
    run: create,
  },
  drop: { options: [], run: drop },
  dropDatabase: { options: [], run: dropDatabase },
  createIndexes: { options: ['indexes', 'commitQuorum'], run: createIndexes },
  listIndexes: { options: ['cursor'], run: listIndexes },
  dropIndexes: { options: ['index'], run: dropIndexes },
  listCollections: {
    options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
    run: listCollections,
  },
  listDatabases: { options: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  collMod: { options: ['index', 'validator', 'validationLevel', 'validationAction'], run: collMod },
};

const REFUSED_COLLECTIONS = [
  'capped',
  'timeseries',
  'viewOn',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'expireAfterSeconds',
];

async function create(call: Call): Promise<Doc> {
  const { command, engine } = call;
  const ns = checkedNewNamespace(namespace(call));
  const refused = REFUSED_COLLECTIONS.find((option) => truthy(command[option]));
  if (refused) throw notSupported(`makes plain collections only, without '${refused}'`);
  refuseCollation(command);
  const { validator, validationLevel, validationAction } = command;
  if (isDoc(validator)) matcher(validator);
  const options = Object.fromEntries(
    Object.entries({ validator, validationLevel, validationAction }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  await engine.storage.write(() => {
    const existing = engine.catalog.get(ns);
    if (existing && orderedKey(existing.options) === orderedKey(options)) return;
    if (existing) throw new MongoError(48, `Collection ${ns} already exists.`);
    engine.catalog.create(ns, options);
  });
  return { ok: 1 };
}

async function drop(call: Call): Promise<Doc> {
  const { engine } = call;
  const ns = namespace(call);
  const nIndexesWas = await engine.storage.write(() => {
    const collection = engine.catalog.get(ns);
    if (collection) engine.records.drop(collection);
    return collection?.indexes.length;
  });
  return nIndexesWas === undefined ? { ok: 1 } : { nIndexesWas, ns, ok: 1 };
}

async function dropDatabase({ engine, db }: Call): Promise<Doc> {
  const dropped = await engine.storage.write(() => {
    const collections = engine.catalog.list(db);
    for (const collection of collections) engine.records.drop(collection);
    return collections.length;
  });
  return dropped > 0 ? { dropped: db, ok: 1 } : { ok: 1 };
}

function listCollections(call: Call): Promise<Uint8Array> {
  const { engine, db, command } = call;
  const match = matcher(docOption(command, 'filter') ?? {});
  const docs = engine.catalog.list(db).map((collection): Doc => {
    const name = collection.ns.slice(db.length + 1);
    if (truthy(command.nameOnly)) return { name, type: 'collection' };
    const idIndex = collection.indexes.find((index) => index.name === '_id_');
    return {
      name,
      type: 'collection',
      options: collection.options,
      info: { readOnly: false },
      ...(idIndex ? { idIndex: indexSpec(idIndex) } : {}),
    };
  });
  return asCursor(call, `${db}.$cmd.listCollections`, docs.filter(match));
}

function listDatabases({ engine, command }: Call): Doc {
  const names = [...new Set(engine.catalog.list().map(({ ns }) => ns.slice(0, ns.indexOf('.'))))].sort();
  const match = matcher(docOption(command, 'filter') ?? {});
  const databases = names.map((name): Doc => ({ name, sizeOnDisk: 0, empty: false })).filter(match);
  if (truthy(command.nameOnly)) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 };
}

async function collMod(call: Call): Promise<Doc> {
  const { engine, command } = call;
  const ns = namespace(call);
  return engine.storage.write(() => {
    const collection = existing(call, ns);
    const wanted = docOption(command, 'index');
    const index =
      wanted &&
      collection.indexes.find(
        (one) =>
          one.name === wanted.name ||
          (isDoc(wanted.keyPattern) && orderedKey(wanted.keyPattern) === orderedKey(one.key)),
      );
    if (wanted && !index) throw new MongoError(27, `cannot find index ${show(wanted)} for ns ${ns}`);
    if (index && wanted.expireAfterSeconds !== undefined)
      index.expireAfterSeconds = toNumber(wanted.expireAfterSeconds);
    if (index && wanted.hidden !== undefined) index.hidden = truthy(wanted.hidden);
    const validator = docOption(command, 'validator');
    if (validator) {
      collection.validator = Object.keys(validator).length > 0 ? matcher(validator) : undefined;
      collection.options = { ...collection.options, validator };
    }
    engine.catalog.save(collection);
    return { ok: 1 };
  });
}
