import { ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import { type Doc, decode, show } from '../values/bson-document.ts';
import type { Catalog, Collection } from './catalog.ts';
import { checkedBytes } from './document-checks.ts';
import { type Index, type IndexKey, indexKeys } from './index-keys.ts';
import { leave } from './leftovers.ts';
import { keysBetween, keysOf, NO_VALUE, type Storage, seal, unseal } from './storage.ts';
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
  /** By index: keys that were written while it was being built. */
  private readonly suspects = new Map<number, Map<string, IndexKey>>();

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
    this.storage.put('documents', recordKey(collection.id, record), seal(bytes));
    collection.nextRecord++;
    if (collection.count !== undefined) collection.count++;
    return doc;
  }

  /** False when the document is as it was. */
  replace(collection: Collection, { record, bytes: old }: Stored, after: Doc): boolean {
    const bytes = checkedBytes(collection, after, false);
    if (Buffer.compare(bytes, old) === 0) return false;
    this.apply(collection, this.plan(collection, after, record, decode(old)), record);
    this.storage.put('documents', recordKey(collection.id, record), seal(bytes));
    return true;
  }

  remove(collection: Collection, { record, doc }: Stored): void {
    for (const index of [...collection.indexes, ...collection.building]) {
      for (const { bytes } of indexKeys(index, doc)) {
        this.storage.remove('indexes', indexEntryKey(index.id, bytes, record));
      }
    }
    this.storage.remove('documents', recordKey(collection.id, record));
    if (collection.count !== undefined) collection.count--;
  }

  /** What must change in every index; fails before anything is written when a unique key is taken. */
  private plan(collection: Collection, doc: Doc, record: number, before?: Doc) {
    return [...collection.indexes, ...collection.building].map((index) => {
      const isBuilding = collection.building.includes(index);
      const old = new Map(
        before ? indexKeys(index, before).map((key) => [key.bytes.toString('latin1'), key]) : [],
      );
      const added: IndexKey[] = [];
      for (const key of indexKeys(index, doc)) {
        if (old.delete(key.bytes.toString('latin1'))) continue;
        if (index.unique && isBuilding) this.suspect(index, key, record);
        else if (index.unique) this.checkUnique(collection, index, key, record);
        added.push(key);
      }
      return { index, added, removed: [...old.values()] };
    });
  }

  private apply(collection: Collection, changes: ReturnType<Records['plan']>, record: number): void {
    for (const { index, added, removed } of changes) {
      for (const { bytes } of removed) this.storage.remove('indexes', indexEntryKey(index.id, bytes, record));
      for (const { bytes } of added)
        this.storage.put('indexes', indexEntryKey(index.id, bytes, record), NO_VALUE);
    }
    this.catalog.saveFlags(collection);
  }

  private checkUnique(collection: Collection, index: Index, key: IndexKey, record: number): void {
    if (this.isTaken(index, key, record)) throw duplicateKey(collection, index, key);
  }

  private isTaken(index: Index, key: IndexKey, record: number): boolean {
    return this.entriesOf(index, key).some((entry) => recordOf(entry) !== record);
  }

  private entriesOf(index: Index, key: IndexKey): Buffer[] {
    const low = idPrefix(index.id, key.bytes);
    const high = Buffer.concat([low, END_OF_RECORDS]);
    return [...this.storage.indexes.getKeys({ start: low, end: high, limit: 2 })];
  }

  /** Whether a key is taken twice in an index that is being built is for the build to find, when it ends. */
  private suspect(index: Index, key: IndexKey, record: number): void {
    if (!this.isTaken(index, key, record)) return;
    const suspects = this.suspects.get(index.id) ?? new Map<string, IndexKey>();
    suspects.set(key.bytes.toString('latin1'), key);
    this.suspects.set(index.id, suspects);
  }

  forgetSuspects(index: number): void {
    this.suspects.delete(index);
  }

  checkSuspects(collection: Collection, indexes: Index[]): void {
    for (const index of indexes)
      for (const key of this.suspects.get(index.id)?.values() ?? [])
        if (this.entriesOf(index, key).length > 1) throw duplicateKey(collection, index, key);
  }

  /** Enters the documents after record `done` into new indexes, as many as may be done at once. */
  fill(collection: Collection, indexes: Index[], done: number, mayGoOn: () => boolean) {
    const [low, high] = [recordKey(collection.id, done + 1), idPrefix(collection.id + 1)];
    let [state, isDone] = [done, true];
    for (const key of keysBetween(this.storage, 'documents', low, high)) {
      if (!mayGoOn()) {
        isDone = false;
        break;
      }
      state = recordOf(key);
      const stored = this.read(collection, state);
      for (const index of stored ? indexes : [])
        for (const entry of indexKeys(index, stored?.doc ?? {})) {
          if (index.unique) this.checkUnique(collection, index, entry, state);
          this.storage.put('indexes', indexEntryKey(index.id, entry.bytes, state), NO_VALUE);
        }
    }
    this.catalog.saveFlags(collection);
    return { state, isDone };
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

  /** Its entries are cleared away later, as are the documents of a dropped collection. */
  dropIndex(index: Index): void {
    leave(this.storage, 'indexes', index.id);
  }

  drop(collection: Collection): void {
    for (const index of [...collection.indexes, ...collection.building]) this.dropIndex(index);
    leave(this.storage, 'documents', collection.id);
    this.catalog.remove(collection);
  }

  hasAny(collection: Collection): boolean {
    return !keysOf(this.storage, 'documents', collection.id).next().done;
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
