import { type Doc, isDoc, show, toNumber } from './bson-document.ts';
import { type Collection, indexSpec } from './catalog.ts';
import { openCollection } from './change.ts';
import { type Call, checkedNewNamespace, docOption, docsOption, namespace } from './command.ts';
import { badValue, MongoError } from './errors.ts';
import type { Index } from './index-keys.ts';
import { alreadyThere, checkedIndexSpec } from './index-spec.ts';
import { orderedKey } from './value-order.ts';

export async function createIndexes(call: Call): Promise<Doc> {
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

export function existing(call: Call, ns: string): Collection {
  const collection = call.engine.catalog.get(ns);
  if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`);
  return collection;
}

async function* listed(docs: Doc[]): AsyncGenerator<Doc> {
  yield* docs;
}

export function asCursor(call: Call, ns: string, docs: Doc[]): Promise<Uint8Array> {
  const batchSize = toNumber(docOption(call.command, 'cursor')?.batchSize);
  return call.engine.cursors.first(ns, listed(docs), { batchSize: batchSize ?? Number.POSITIVE_INFINITY });
}

export function listIndexes(call: Call): Promise<Uint8Array> {
  const ns = namespace(call);
  return asCursor(call, ns, existing(call, ns).indexes.map(indexSpec));
}

export async function dropIndexes(call: Call): Promise<Doc> {
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
