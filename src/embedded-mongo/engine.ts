import { Catalog } from './catalog.ts';
import { Cursors } from './cursor.ts';
import type { Database } from './query.ts';
import { Records } from './records.ts';
import type { Storage } from './storage.ts';

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
