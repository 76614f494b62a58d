import { randomUUID } from 'node:crypto';
import { matcher } from '../filter/match.ts';
import { type Doc, decode, encode, isDoc, toNumber, truthy } from '../values/bson-document.ts';
import { keyFields } from '../values/tuples.ts';
import type { Index } from './index-keys.ts';
import { keysOf, type Storage } from './storage.ts';
import { recordOf } from './storage-keys.ts';

export interface Collection {
  ns: string;
  id: number;
  uuid: string;
  options: Doc;
  validator: ReturnType<typeof matcher> | undefined;
  indexes: Index[];
  /** Those that not all documents are in yet: written to, and never read. */
  building: Index[];
  nextRecord: number;
  /** Counted when first asked for, then kept up to date. */
  count: number | undefined;
  /** What the disk says of its indexes' arrays and cut keys. */
  savedFlags: string;
}

const NEXT_ID = Buffer.from('next-id');

/** The collections and indexes that exist, kept in memory and written with every change. */
export class Catalog {
  /** Grows with every change. */
  version = 0;
  private readonly collections = new Map<string, Collection>();
  private readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
    storage.onAbort = () => this.load();
    this.load();
  }

  private load(): void {
    this.version++;
    this.collections.clear();
    for (const { key, value } of this.storage.catalog.getRange({})) {
      const ns = key.toString();
      this.collections.set(ns, this.revive(ns, decode(value)));
    }
  }

  private revive(ns: string, entry: Doc): Collection {
    const id = toNumber(entry.id) ?? 0;
    const options = isDoc(entry.options) ? entry.options : {};
    const [last] = keysOf(this.storage, 'documents', id, true);
    const indexes = (entry.indexes as Doc[]).map(reviveIndex);
    const building = Array.isArray(entry.building) ? entry.building.map(reviveIndex) : [];
    return {
      ns,
      id,
      uuid: String(entry.uuid),
      options,
      validator: isDoc(options.validator) ? matcher(options.validator) : undefined,
      indexes,
      building,
      nextRecord: last ? recordOf(last) + 1 : 1,
      count: undefined,
      savedFlags: flagsOf([...indexes, ...building]),
    };
  }

  get(ns: string): Collection | undefined {
    return this.collections.get(ns);
  }

  withId(id: number): Collection | undefined {
    return this.list().find((collection) => collection.id === id);
  }

  list(db?: string): Collection[] {
    const all = [...this.collections.values()];
    return db === undefined ? all : all.filter(({ ns }) => ns.startsWith(`${db}.`));
  }

  /** Only inside a write: an empty collection with the index on `_id`. */
  create(ns: string, options: Doc = {}): Collection {
    const collection = this.revive(ns, { id: this.nextId(), uuid: randomUUID(), options, indexes: [] });
    this.collections.set(ns, collection);
    collection.indexes.push(this.newIndex({ key: { _id: 1 }, name: '_id_', unique: true }));
    this.save(collection);
    return collection;
  }

  newIndex(spec: Doc): Index {
    return reviveIndex({ ...spec, id: this.nextId() });
  }

  save(collection: Collection): void {
    this.version++;
    const { ns, id, uuid, options, indexes, building } = collection;
    const entry = {
      id,
      uuid,
      options,
      indexes: indexes.map(indexEntry),
      ...(building.length > 0 && { building: building.map(indexEntry) }),
    };
    this.storage.put('catalog', Buffer.from(ns), Buffer.from(encode(entry)));
    collection.savedFlags = flagsOf([...indexes, ...building]);
  }

  /** An index that has met its first array, or its first cut key, says so on the disk as well. */
  saveFlags(collection: Collection): void {
    if (flagsOf([...collection.indexes, ...collection.building]) !== collection.savedFlags)
      this.save(collection);
  }

  remove(collection: Collection): void {
    this.version++;
    this.collections.delete(collection.ns);
    this.storage.remove('catalog', Buffer.from(collection.ns));
  }

  private nextId(): number {
    const next = this.storage.meta.get(NEXT_ID)?.readUInt32BE(0) ?? 1;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(next + 1);
    this.storage.put('meta', NEXT_ID, bytes);
    return next;
  }
}

const indexEntry = (index: Index): Doc => ({
  ...indexSpec(index),
  id: index.id,
  multikey: index.multikey,
  cut: index.cut,
});

const flagsOf = (indexes: Index[]): string =>
  indexes.map(({ id, multikey, cut }) => `${id} ${multikey} ${cut}`).join();

function reviveIndex(entry: Doc): Index {
  const key = Object.fromEntries(
    Object.entries(entry.key as Doc).map(([path, direction]) => [path, toNumber(direction) ?? direction]),
  );
  const partialFilter = isDoc(entry.partialFilterExpression) ? entry.partialFilterExpression : undefined;
  return {
    id: toNumber(entry.id) ?? 0,
    name: String(entry.name),
    key,
    fields: keyFields(key),
    // The listing of indexes does not call this one unique, as MongoDB's does not.
    unique: truthy(entry.unique) || entry.name === '_id_',
    sparse: truthy(entry.sparse),
    partialFilter,
    partial: partialFilter && matcher(partialFilter),
    expireAfterSeconds: toNumber(entry.expireAfterSeconds),
    hidden: truthy(entry.hidden),
    multikey: truthy(entry.multikey),
    cut: truthy(entry.cut),
  };
}

/** An index as `listIndexes` shows it. */
export function indexSpec(index: Index): Doc {
  return {
    v: 2,
    key: index.key,
    name: index.name,
    ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.partialFilter ? { partialFilterExpression: index.partialFilter } : {}),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
    ...(index.hidden ? { hidden: true } : {}),
  };
}
