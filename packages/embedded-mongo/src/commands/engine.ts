import type { Database } from '../query/query.ts';
import { Catalog } from '../storage/catalog.ts';
import { Records } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import { Cursors } from './cursor.ts';

/** What every command works with. */
export interface Engine extends Database {
  cursors: Cursors;
  startedAt: number;
}

export function createEngine(storage: Storage): Engine {
  const catalog = new Catalog(storage);
  return {
    storage,
    catalog,
    records: new Records(storage, catalog),
    cursors: new Cursors(),
    startedAt: Date.now(),
  };
}
