import type { Database } from '../query/query.ts';
import { Catalog } from '../storage/catalog.ts';
import { IndexBuilds } from '../storage/index-build.ts';
import { clearLeftovers } from '../storage/leftovers.ts';
import { Records } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import { Cursors } from './cursor.ts';

/** What every command works with. */
export interface Engine extends Database {
  builds: IndexBuilds;
  cursors: Cursors;
  startedAt: number;
}

export function createEngine(storage: Storage): Engine {
  const catalog = new Catalog(storage);
  const records = new Records(storage, catalog);
  return {
    storage,
    catalog,
    records,
    builds: new IndexBuilds(storage, catalog, records),
    cursors: new Cursors(),
    startedAt: Date.now(),
  };
}

/** What was dropped is gone already; that its room is free again is worth waiting for, and not worth an error. */
export const cleared = ({ storage }: Engine): Promise<void> => clearLeftovers(storage).catch(() => {});
