import { Catalog } from '../src/storage/catalog.ts';
import { indexKeys } from '../src/storage/index-keys.ts';
import { Records } from '../src/storage/records.ts';
import { keysBetween, Storage } from '../src/storage/storage.ts';
import { idPrefix, indexEntryKey, recordOf } from '../src/storage/storage-keys.ts';
import type { Doc } from '../src/values/bson-document.ts';

/**
 * Reads a data directory that no process serves: every document's checksum, and that the index entries are
 * exactly those that the documents give. Returns the documents by namespace.
 */
export async function checkIntegrity(dataDir: string): Promise<Map<string, Doc[]>> {
  const storage = new Storage(dataDir);
  try {
    const catalog = new Catalog(storage);
    const records = new Records(storage, catalog);
    const found = new Map<string, Doc[]>();
    for (const collection of catalog.list()) {
      const docs: Doc[] = [];
      const expected = new Set<string>();
      for (const key of keysBetween(
        storage,
        'documents',
        idPrefix(collection.id),
        idPrefix(collection.id + 1),
      )) {
        const stored = records.read(collection, recordOf(key));
        if (!stored) throw new Error(`${collection.ns} lost record ${recordOf(key)}`);
        docs.push(stored.doc);
        for (const index of collection.indexes) {
          for (const { bytes } of indexKeys(index, stored.doc)) {
            expected.add(indexEntryKey(index.id, bytes, stored.record).toString('latin1'));
          }
        }
      }
      const actual = new Set<string>();
      for (const { id } of collection.indexes) {
        for (const key of keysBetween(storage, 'indexes', idPrefix(id), idPrefix(id + 1)))
          actual.add(key.toString('latin1'));
      }
      for (const key of expected)
        if (!actual.has(key)) throw new Error(`${collection.ns} lacks an index entry`);
      for (const key of actual)
        if (!expected.has(key)) throw new Error(`${collection.ns} has an index entry too many`);
      found.set(collection.ns, docs);
    }
    return found;
  } finally {
    await storage.close();
  }
}
