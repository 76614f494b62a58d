import { type Doc, isDoc, isNumeric, show, toNumber, truthy } from './bson-document.ts';
import { type Collection, indexSpec } from './catalog.ts';
import {
  type Call,
  type Commands,
  checkedNewNamespace,
  docOption,
  docsOption,
  namespace,
  refuseCollation,
} from './command.ts';
import { badValue, MongoError, notSupported } from './errors.ts';
import type { Index } from './index-keys.ts';
import { matcher } from './match.ts';
import { orderedKey } from './value-order.ts';
import { openCollection } from './write-commands.ts';

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

const INDEX_OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'background',
  'ns',
  'collation',
];

async function createIndexes(call: Call): Promise<Doc> {
  const { engine, command } = call;
  const ns = checkedNewNamespace(namespace(call));
  const specs = docsOption(command, 'indexes').map(checkedIndexSpec);
  if (specs.length === 0) throw badValue('Must specify at least one index to create');
  return engine.storage.write(() => {
    const createdCollectionAutomatically = engine.catalog.get(ns) === undefined;
    const collection = openCollection(call, ns);
    const numIndexesBefore = collection.indexes.length;
    const added: Index[] = [];
    try {
      for (const spec of specs) {
        const index = engine.catalog.newIndex(spec);
        if (alreadyThere([...collection.indexes, ...added], index)) continue;
        added.push(index);
        engine.records.build(collection, index);
      }
    } catch (error) {
      for (const index of added) engine.records.dropIndex(index);
      throw error;
    }
    collection.indexes.push(...added);
    engine.catalog.save(collection);
    const numIndexesAfter = collection.indexes.length;
    const note = added.length === 0 ? { note: 'all indexes already exist' } : {};
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 };
  });
}

export function checkedIndexSpec(spec: Doc): Doc {
  const unknown = Object.keys(spec).find((option) => !INDEX_OPTIONS.includes(option));
  if (unknown) {
    throw new MongoError(
      197,
      `The field '${unknown}' is not valid for an index specification. Specification: ${show(spec)}`,
    );
  }
  refuseCollation(spec);
  const key = docOption(spec, 'key');
  if (!key || Object.keys(key).length === 0) throw new MongoError(67, 'Index keys cannot be an empty object');
  for (const [path, direction] of Object.entries(key)) checkIndexField(path, direction);
  if (typeof spec.name !== 'string' || spec.name === '')
    throw new MongoError(9, 'The index name must be a non-empty string');
  const partial = docOption(spec, 'partialFilterExpression');
  if (partial) checkPartialFilter(partial);
  if (partial && truthy(spec.sparse))
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const seconds = spec.expireAfterSeconds;
  if (seconds !== undefined && !isNumeric(seconds))
    throw new MongoError(67, 'TTL index expireAfterSeconds must be numeric');
  if (seconds !== undefined && (toNumber(seconds) ?? 0) < 0)
    throw new MongoError(67, 'TTL index expireAfterSeconds cannot be less than 0');
  if (seconds !== undefined && Object.keys(key).length > 1)
    throw new MongoError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  return spec;
}

function checkIndexField(path: string, direction: unknown): void {
  if (path === '' || path.split('.').includes(''))
    throw new MongoError(67, 'Index keys cannot be empty strings');
  if (path.startsWith('$'))
    throw new MongoError(67, `Index key contains an illegal field name: field name starts with '$'.`);
  if (path.includes('$**')) throw notSupported('has no wildcard indexes');
  if (typeof direction === 'string') {
    if (['text', '2d', '2dsphere', 'hashed', 'wildcard'].includes(direction))
      throw notSupported(`has no ${direction} indexes`);
    throw new MongoError(67, `Unknown index plugin '${direction}'`);
  }
  if (!isNumeric(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
    throw new MongoError(
      67,
      `Values in v:2 index key pattern cannot be of this type or zero: ${show({ [path]: direction })}`,
    );
  }
}

const PARTIAL_OPERATORS = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

function checkPartialFilter(filter: Doc): void {
  matcher(filter);
  for (const [name, condition] of Object.entries(filter)) {
    if ((name === '$and' || name === '$or') && Array.isArray(condition))
      for (const part of condition as Doc[]) checkPartialFilter(part);
    else if (name.startsWith('$'))
      throw new MongoError(67, `Expression not supported in partial index: ${name}`);
    else if (isDoc(condition)) {
      const refused = Object.entries(condition).find(
        ([operator, operand]) =>
          operator.startsWith('$') &&
          (!PARTIAL_OPERATORS.includes(operator) || (operator === '$exists' && !truthy(operand))),
      );
      if (refused) throw new MongoError(67, `Expression not supported in partial index: ${refused[0]}`);
    }
  }
}

/** True for the same index again; an error for another one under the same name, or the same keys otherwise. */
function alreadyThere(indexes: Index[], wanted: Index): boolean {
  const spec = indexSpec(wanted);
  for (const index of indexes) {
    const other = indexSpec(index);
    const sameKeys = orderedKey(Object.entries(index.key)) === orderedKey(Object.entries(wanted.key));
    if (sameKeys && index.name === '_id_') return true;
    const sameFilter = orderedKey(index.partialFilter ?? null) === orderedKey(wanted.partialFilter ?? null);
    const same = sameKeys && orderedKey(other) === orderedKey({ ...spec, name: index.name });
    if (same && index.name === wanted.name) return true;
    if (same) throw new MongoError(85, `Index already exists with a different name: ${index.name}`);
    if (index.name === wanted.name) {
      throw new MongoError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(other)}`,
      );
    }
    if (sameKeys && sameFilter && index.unique === wanted.unique && index.sparse === wanted.sparse) {
      throw new MongoError(
        85,
        `An equivalent index already exists with a different name and options. Requested index: ${show(spec)}, existing index: ${show(other)}`,
      );
    }
  }
  return false;
}

function existing(call: Call, ns: string): Collection {
  const collection = call.engine.catalog.get(ns);
  if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`);
  return collection;
}

async function* listed(docs: Doc[]): AsyncGenerator<Doc> {
  yield* docs;
}

function asCursor(call: Call, ns: string, docs: Doc[]): Promise<Uint8Array> {
  const batchSize = toNumber(docOption(call.command, 'cursor')?.batchSize);
  return call.engine.cursors.first(ns, listed(docs), { batchSize: batchSize ?? Number.POSITIVE_INFINITY });
}

function listIndexes(call: Call): Promise<Uint8Array> {
  const ns = namespace(call);
  return asCursor(call, ns, existing(call, ns).indexes.map(indexSpec));
}

async function dropIndexes(call: Call): Promise<Doc> {
  const { engine, command } = call;
  const ns = namespace(call);
  return engine.storage.write(() => {
    const collection = existing(call, ns);
    const nIndexesWas = collection.indexes.length;
    const wanted = Array.isArray(command.index) ? command.index : [command.index];
    const dropped = new Set(wanted.flatMap((which) => indexesToDrop(collection, which)));
    for (const index of dropped) engine.records.dropIndex(index);
    collection.indexes = collection.indexes.filter((index) => !dropped.has(index));
    engine.catalog.save(collection);
    return { nIndexesWas, ok: 1 };
  });
}

function indexesToDrop(collection: Collection, which: unknown): Index[] {
  if (which === '*') return collection.indexes.filter(({ name }) => name !== '_id_');
  const found = collection.indexes.filter((index) =>
    isDoc(which)
      ? orderedKey(Object.entries(which)) === orderedKey(Object.entries(index.key))
      : index.name === which,
  );
  if (found.some(({ name }) => name === '_id_')) throw new MongoError(72, 'cannot drop _id index');
  if (found.length > 0) return found;
  throw new MongoError(
    27,
    isDoc(which) ? `can't find index with key: ${show(which)}` : `index not found with name [${show(which)}]`,
  );
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
