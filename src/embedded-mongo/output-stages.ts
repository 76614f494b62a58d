import { type Doc, isDoc, show } from './bson-document.ts';
import type { Collection } from './catalog.ts';
import { checkedNamespace, checkedNewNamespace } from './command.ts';
import type { Engine } from './engine.ts';
import { MongoError } from './errors.ts';
import { plainValueAt } from './path.ts';
import { collected, type StageContext, type Stream } from './pipeline.ts';
import { unpaused, walk } from './query.ts';
import type { Stored } from './records.ts';

const SLICE = 500;

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
      fresh.indexes.push(
        ...kept.map((index) =>
          engine.catalog.newIndex({ ...index, partialFilterExpression: index.partialFilter }),
        ),
      );
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
export async function merge(input: Stream, operand: unknown, at: StageContext): Promise<void> {
  const { engine, db } = at.source;
  const spec: Doc = isDoc(operand) ? operand : { into: operand };
  const target = targetOf('$merge', spec.into, db);
  const keys = spec.on === undefined ? ['_id'] : [spec.on].flat().map(String);
  const collection = engine.catalog.get(target);
  const isUnique =
    keys.join() === '_id' ||
    collection?.indexes.some(
      (index) => index.unique && [...keys].sort().join() === Object.keys(index.key).sort().join(),
    );
  if (!isUnique) throw new MongoError(51183, 'Cannot find index to verify that join fields will be unique');
  const docs = await collected(input);
  for (let start = 0; start < docs.length; start += SLICE) {
    for (const doc of docs.slice(start, start + SLICE)) await mergeOne(engine, target, keys, doc, spec, at);
  }
}

async function mergeOne(
  engine: Engine,
  target: string,
  keys: string[],
  doc: Doc,
  spec: Doc,
  at: StageContext,
): Promise<void> {
  const filter = Object.fromEntries(keys.map((key) => [key, { $eq: plainValueAt(doc, key) ?? null }]));
  const found = engine.catalog.get(target);
  const before = found && find(engine, found, filter);
  const merged = before && (await whenMatched(before.doc, doc, spec.whenMatched ?? 'merge', at));
  await engine.storage.write(() => {
    const collection = engine.catalog.get(target) ?? engine.catalog.create(target);
    const stored = find(engine, collection, filter);
    if (stored && merged) engine.records.replace(collection, stored, merged);
    else if (!stored && spec.whenNotMatched === 'fail')
      throw new MongoError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    else if (!stored && spec.whenNotMatched !== 'discard') engine.records.insert(collection, doc);
  });
}

function find(engine: Engine, collection: Collection, filter: Doc): Stored | undefined {
  for (const stored of unpaused(walk(engine, collection, { filter }))) return stored;
  return undefined;
}

async function whenMatched(
  before: Doc,
  doc: Doc,
  action: unknown,
  at: StageContext,
): Promise<Doc | undefined> {
  if (action === 'keepExisting') return undefined;
  if (action === 'fail')
    throw new MongoError(11000, '$merge found a document with the same key and whenMatched is fail');
  if (action === 'merge') return { ...before, ...doc };
  if (action === 'replace') return { ...doc, _id: before._id };
  if (!Array.isArray(action)) throw new MongoError(51189, `unknown whenMatched: ${show(action)}`);
  const variables = { ...at.variables, new: doc };
  const [result] = await collected(at.runOn([before], action as Doc[], variables));
  return result;
}
