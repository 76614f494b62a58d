import { createReadStream, existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { EJSON } from 'bson';
import { createEngine, type Engine } from '../commands/engine.ts';
import { checkedIndexSpec } from '../commands/index-spec.ts';
import { prepareDirectory } from '../storage/data-directory.ts';
import { takeOwnership } from '../storage/owner.ts';
import { isOutOfDisk } from '../storage/pieces.ts';
import { Storage } from '../storage/storage.ts';
import { type Doc, decode, isDoc } from '../values/bson-document.ts';
import { type ArchivedCollection, ArchiveError, readArchive } from './archive.ts';

const SLICE = 1000;
const SYSTEM = /^(admin|config|local)\.|\.system\./;

interface Restored {
  ns: string;
  documents: number;
  /** Indexes that the built-in database does not have, with the reason. */
  leftOut: string[];
}

/** Fills an empty data directory from an archive. No process may be using the directory. */
export async function restore(dataDir: string, file: string): Promise<Restored[]> {
  prepareDirectory(resolve(dataDir));
  const isNew = !existsSync(join(dataDir, 'data.mdb'));
  try {
    return await restoreInto(dataDir, file);
  } catch (error) {
    // Half of an archive is of no use, and would be in the way of the next attempt.
    if (isNew) for (const name of ['data.mdb', 'lock.mdb']) await rm(join(dataDir, name), { force: true });
    throw error;
  }
}

async function restoreInto(dataDir: string, file: string): Promise<Restored[]> {
  const storage = new Storage(dataDir);
  try {
    const release = await takeOwnership(storage, resolve(dataDir), join(resolve(dataDir), 'mongo.sock'));
    try {
      const engine = createEngine(storage);
      const used = engine.catalog.list().find((collection) => engine.records.count(collection) > 0);
      if (used)
        throw new Error(
          `${resolve(dataDir)} holds documents already (${used.ns}): restore into an empty directory.`,
        );
      return await read(engine, await archiveStream(file));
    } finally {
      release();
    }
  } finally {
    await storage.close();
  }
}

async function archiveStream(file: string): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(file, 'r');
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const stream = createReadStream(file);
  return buffer[0] === 0x1f && buffer[1] === 0x8b ? stream.pipe(createGunzip()) : stream;
}

async function read(engine: Engine, source: AsyncIterable<Uint8Array>): Promise<Restored[]> {
  const announced = new Map<string, ArchivedCollection>();
  const pending = new Map<string, Doc[]>();
  const restored = new Map<string, Restored>();
  const flush = async (ns: string) => {
    const docs = pending.get(ns) ?? [];
    pending.delete(ns);
    await engine.storage.write(() => {
      const collection = engine.catalog.get(ns);
      if (collection) for (const doc of docs) engine.records.insert(collection, doc);
    });
  };
  await readArchive(source, {
    async collection(one) {
      const ns = `${one.db}.${one.collection}`;
      if (SYSTEM.test(ns)) return;
      announced.set(ns, one);
      restored.set(ns, { ns, documents: 0, leftOut: [] });
      await engine.storage.write(() => engine.catalog.get(ns) ?? engine.catalog.create(ns, optionsOf(one)));
    },
    async document(db, collection, bytes) {
      const ns = `${db}.${collection}`;
      const summary = restored.get(ns);
      if (!summary) return;
      const docs = pending.get(ns) ?? [];
      pending.set(ns, docs);
      docs.push(decode(bytes));
      summary.documents++;
      if (docs.length >= SLICE) await flush(ns);
    },
    async end(db, collection) {
      const ns = `${db}.${collection}`;
      const [one, summary] = [announced.get(ns), restored.get(ns)];
      if (!one || !summary) return;
      await flush(ns);
      for (const spec of indexesOf(one)) await buildIndex(engine, ns, spec, summary);
    },
  });
  return [...restored.values()];
}

function metadataOf({ metadata, db, collection }: ArchivedCollection): Doc {
  try {
    const parsed: unknown = metadata === '' ? {} : EJSON.parse(metadata, { relaxed: false });
    if (isDoc(parsed)) return parsed;
  } catch (cause) {
    throw new ArchiveError(`The archive is damaged: the metadata of ${db}.${collection} cannot be read.`, {
      cause,
    });
  }
  return {};
}

function optionsOf(one: ArchivedCollection): Doc {
  const { options } = metadataOf(one);
  return isDoc(options) ? options : {};
}

const indexesOf = (one: ArchivedCollection): Doc[] => {
  const { indexes } = metadataOf(one);
  return Array.isArray(indexes) ? indexes.filter((spec: Doc) => spec.name !== '_id_') : [];
};

async function buildIndex(engine: Engine, ns: string, spec: Doc, summary: Restored): Promise<void> {
  try {
    const wanted = checkedIndexSpec(spec);
    await engine.builds.run(() => {
      const collection = engine.catalog.get(ns) ?? engine.catalog.create(ns);
      return { collection, added: [engine.catalog.newIndex(wanted)] };
    });
  } catch (error) {
    if (isOutOfDisk(error)) throw error;
    summary.leftOut.push(`${String(spec.name)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
