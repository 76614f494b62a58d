import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EJSON } from 'bson';
import { VERSION } from '../commands/server-commands.ts';
import { checkDataFile } from '../storage/data-file.ts';
import { isOutOfRoom, NoRoomError } from '../storage/room.ts';
import { Storage, unseal } from '../storage/storage.ts';
import { idPrefix } from '../storage/storage-keys.ts';
import { type Doc, decode, toNumber } from '../values/bson-document.ts';
import { type ArchivedCollection, collectionBlocks, prelude } from './archive.ts';

const CHUNK_BYTES = 1024 * 1024;

interface BackedUp {
  ns: string;
  documents: number;
}

/**
 * Writes everything into an archive, as it is at one moment, also while another process uses the directory: LMDB gives this
 * process a snapshot of its own. The file appears under its name when it is complete and on the disk.
 */
export async function backUp(dataDir: string, file: string): Promise<BackedUp[]> {
  if (!existsSync(join(dataDir, 'data.mdb'))) throw new Error(`There is no database in ${resolve(dataDir)}.`);
  checkDataFile(dataDir);
  const storage = new Storage(dataDir, { readOnly: true });
  const partial = `${file}.partial`;
  const out = await open(partial, 'w', 0o600);
  const transaction = storage.root.useReadTransaction();
  try {
    const entries = [...storage.catalog.getRange({ transaction })].map(({ key, value }) => ({
      ns: key.toString(),
      entry: decode(value),
    }));
    const chunks: Uint8Array[] = [prelude(entries.map(archived), VERSION)];
    let size = 0;
    const summary: BackedUp[] = [];
    for (const { ns, entry } of entries) {
      const id = toNumber(entry.id) ?? 0;
      let documents = 0;
      const range = storage.documents.getRange({ start: idPrefix(id), end: idPrefix(id + 1), transaction });
      const bson = function* () {
        for (const { value } of range) {
          documents++;
          yield unseal(value);
        }
      };
      const [db, collection] = splitNamespace(ns);
      for (const bytes of collectionBlocks(db, collection, bson())) {
        chunks.push(bytes);
        size += bytes.length;
        if (size < CHUNK_BYTES) continue;
        await out.appendFile(Buffer.concat(chunks.splice(0)));
        size = 0;
      }
      summary.push({ ns, documents });
    }
    await out.appendFile(Buffer.concat(chunks));
    await out.sync();
    await out.close();
    await rename(partial, file);
    return summary;
  } catch (error) {
    await out.close().catch(() => {});
    await rm(partial, { force: true });
    if (!isOutOfRoom(error)) throw error;
    const advice = `Nothing was written to ${file}. Make room, or name a file on another disk.`;
    throw new Error(`${new NoRoomError(String(error.code)).message}. ${advice}`, { cause: error });
  } finally {
    transaction.done();
    await storage.close();
  }
}

function splitNamespace(ns: string): [db: string, collection: string] {
  const dot = ns.indexOf('.');
  return [ns.slice(0, dot), ns.slice(dot + 1)];
}

function archived({ ns, entry }: { ns: string; entry: Doc }): ArchivedCollection {
  const [db, collection] = splitNamespace(ns);
  const indexes = (entry.indexes as Doc[]).map(
    ({ id: _id, multikey: _multikey, cut: _cut, ...spec }) => spec,
  );
  const uuid = String(entry.uuid).replaceAll('-', '');
  const metadata = { options: entry.options, indexes, uuid, collectionName: collection, type: 'collection' };
  return { db, collection, metadata: EJSON.stringify(metadata, { relaxed: false }) };
}
