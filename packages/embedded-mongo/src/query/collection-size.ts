import { keysOf } from '../storage/storage.ts';
import { type Database, paced } from './query.ts';

const CHECKSUM_BYTES = 4;

/** What a collection takes up. All of it is read for that, in pieces, so that others go on. */
export async function collectionSize(
  { catalog, records, storage }: Database,
  ns: string,
  checkTime: () => void,
  scale = 1,
) {
  const collection = catalog.get(ns);
  const indexes = collection?.indexes ?? [];
  const scaled = (bytes: number) => Math.trunc(bytes / scale);
  let [stored, keyBytes, count] = [0, 0, 0];
  if (collection) {
    count = records.count(collection);
    const look = (key: Buffer) => {
      keyBytes += key.length;
      stored += storage.documents.getBinaryFast(key)?.length ?? 0;
    };
    await paced(keysOf(storage, 'documents', collection.id), look, checkTime);
  }
  const entries: [name: string, bytes: number][] = [];
  for (const { id, name } of indexes) {
    let bytes = 0;
    const look = ({ length }: Buffer) => {
      bytes += length;
    };
    await paced(keysOf(storage, 'indexes', id), look, checkTime);
    entries.push([name, bytes]);
  }
  const size = Math.max(0, stored - count * CHECKSUM_BYTES);
  const indexBytes = entries.reduce((sum, [, bytes]) => sum + bytes, 0);
  return {
    size: scaled(size),
    count,
    ...(count > 0 && { avgObjSize: Math.trunc(size / count) }),
    storageSize: scaled(stored + keyBytes),
    nindexes: indexes.length,
    indexSizes: Object.fromEntries(entries.map(([name, bytes]) => [name, scaled(bytes)])),
    totalIndexSize: scaled(indexBytes),
    totalSize: scaled(stored + keyBytes + indexBytes),
    scaleFactor: scale,
    capped: false,
  };
}
