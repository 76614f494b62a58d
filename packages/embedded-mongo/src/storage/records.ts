import { ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import { type Doc, decode, show } from '../values/bson-document.ts';
import type { Catalog, Collection } from './catalog.ts';
import { checkedBytes } from './document-checks.ts';
import { type Index, type IndexKey, indexKeys } from './index-keys.ts';
import { keysOf, NO_VALUE, type Storage, seal, unseal } from './storage.ts';
import { idPrefix, indexEntryKey, recordKey, recordOf } from './storage-keys.ts';

export interface Stored {
  record: number;
  bytes: Uint8Array;
  doc: Doc;
}

/** Documents together with their index entries. Everything that changes something runs inside a write. */
export class Records {
  private readonly storage: Storage;
  private readonly catalog: Catalog;

  constructor(storage: Storage, catalog: Catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  read(collection: Collection, record: number): Stored | undefined {
    const sealed = this.storage.documents.get(recordKey(collection.id, record));
    if (!sealed) return undefined;
    const bytes = unseal(sealed);
    return { record, bytes, doc: decode(bytes) };
  }

  insert(collection: Collection, given: Doc): Doc {
    const { _id = new ObjectId(), ...fields } = given;
    const doc = { _id, ...fields };
    const bytes = checkedBytes(collection, doc, true);
    const record = collection.nextRecord;
    const changes = this.plan(collection, doc, record);
    this.apply(collection, changes, record);
    this.storage.documents.putSync(recordKey(collection.id, record), seal(bytes));
    collection.nextRecord++;
    if (collection.count !== undefined) collection.count++;
    return doc;
  }

  /** False when the document is as it was. */
  replace(collection: Collection, { record, bytes: old }: Stored, after: Doc): boolean {
    const bytes = checkedBytes(collection, after, false);
    if (Buffer.compare(bytes, old) === 0) return false;
    this.apply(collection, this.plan(collection, after, record, decode(old)), record);
    this.storage.documents.putSync(recordKey(collection.id, record), seal(bytes));
    return true;
  }

  remove(collection: Collection, { record, doc }: Stored): void {
    for (const index of collection.indexes) {
      for (const { bytes } of indexKeys(index, doc)) {
        this.storage.indexes.removeSync(indexEntryKey(index.id, bytes, record));
      }
    }
    this.storage.documents.removeSync(recordKey(collection.id, record));
    if (collection.count !== undefined) collection.count--;
  }

  /** What must change in every index; fails before anything is written when a unique key is taken. */
  private plan(collection: Collection, doc: Doc, record: number, before?: Doc) {
    return collection.indexes.map((index) => {
      const old = new Map(
        before ? indexKeys(index, before).map((key) => [key.bytes.toString('latin1'), key]) : [],
      );
      const added: IndexKey[] = [];
      for (const key of indexKeys(index, doc)) {
        if (old.delete(key.bytes.toString('latin1'))) continue;
        if (index.unique) this.checkUnique(collection, index, key, record);
        added.push(key);
      }
      return { index, added, removed: [...old.values()] };
    });
  }

  private apply(collection: Collection, changes: ReturnType<Records['plan']>, record: number): void {
    for (const { index, added, removed } of changes) {
      for (const { bytes } of removed)
        this.storage.indexes.removeSync(indexEntryKey(index.id, bytes, record));
      for (const { bytes } of added)
        this.storage.indexes.putSync(indexEntryKey(index.id, bytes, record), NO_VALUE);
    }
    this.catalog.saveFlags(collection);
  }

  private checkUnique(collection: Collection, index: Index, key: IndexKey, record: number): void {
    const low = idPrefix(index.id, key.bytes);
    const high = Buffer.concat([low, END_OF_RECORDS]);
    for (const entry of this.storage.indexes.getKeys({ start: low, end: high, limit: 2 })) {
      if (recordOf(entry) !== record) throw duplicateKey(collection, index, key);
    }
  }

  /** Fills a new index from the documents that are there. Fails on duplicates before it is in the catalog. */
  build(collection: Collection, index: Index): void {
    const { indexes } = this.storage;
    try {
      for (const key of keysOf(this.storage, 'documents', collection.id)) {
        const stored = this.read(collection, recordOf(key));
        for (const entry of stored ? indexKeys(index, stored.doc) : []) {
          if (index.unique) this.checkUnique(collection, index, entry, recordOf(key));
          indexes.putSync(indexEntryKey(index.id, entry.bytes, recordOf(key)), NO_VALUE);
        }
      }
    } catch (error) {
      this.dropIndex(index);
      throw error;
    }
  }

  /** Directories of format 1 may not say of an index that it has met an array, or a key that was cut. */
  upgrade(): void {
    if (this.storage.format !== 1) return;
    for (const collection of this.catalog.list()) {
      for (const key of keysOf(this.storage, 'documents', collection.id)) {
        const stored = this.read(collection, recordOf(key));
        for (const index of collection.indexes) if (stored) indexKeys(index, stored.doc);
      }
      this.catalog.saveFlags(collection);
    }
    this.storage.setFormat();
  }

  dropIndex(index: Index): void {
    for (const key of keysOf(this.storage, 'indexes', index.id)) {
      this.storage.indexes.removeSync(key);
    }
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes) this.dropIndex(index);
    const { documents } = this.storage;
    for (const key of keysOf(this.storage, 'documents', collection.id)) {
      documents.removeSync(key);
    }
    this.catalog.remove(collection);
  }

  count(collection: Collection): number {
    collection.count ??= this.storage.documents.getKeysCount({
      start: idPrefix(collection.id),
      end: idPrefix(collection.id + 1),
    });
    return collection.count;
  }
}

const END_OF_RECORDS = Buffer.alloc(7, 0xff);

function duplicateKey(collection: Collection, index: Index, { values }: IndexKey): MongoError {
  const keyValue = Object.fromEntries(
    index.fields.map(({ path }, i) => [path, typeof values[i] === 'symbol' ? [] : (values[i] ?? null)]),
  );
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.key, keyValue },
  );
}
