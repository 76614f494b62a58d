import type { Engine } from './commands/engine.ts';
import { unpaused, walk } from './query/query.ts';
import type { Collection } from './storage/catalog.ts';
import type { Index } from './storage/index-keys.ts';
import { type Doc, isDoc } from './values/bson-document.ts';

const EVERY_MS = 30_000;
const MOST_AT_ONCE = 500;

/** Removes what TTL indexes say has expired, and cursors that nobody reads. Returns how to stop. */
export function startSweep(engine: Engine, everyMs = EVERY_MS): () => Promise<void> {
  let current = Promise.resolve();
  const timer = setInterval(() => {
    engine.cursors.closeIdle();
    // A backup that was killed would keep old pages in the file for ever.
    engine.storage.root.readerCheck();
    current = current
      .then(() => sweep(engine, new Date()))
      .catch(() => {
        // A write that failed, on a full disk say, is tried again at the next turn.
      });
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return current;
  };
}

export async function sweep(engine: Engine, now: Date): Promise<void> {
  for (const { ns, indexes } of engine.catalog.list()) {
    for (const index of indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      while ((await engine.storage.write(() => removeExpired(engine, ns, index, now))) === MOST_AT_ONCE);
    }
  }
}

/** By the earliest date in the field, as MongoDB does for arrays. */
function removeExpired(engine: Engine, ns: string, index: Index, now: Date): number {
  const collection: Collection | undefined = engine.catalog.get(ns);
  const path = index.fields[0]?.path;
  if (!collection || path === undefined) return 0;
  const expired = { $lt: new Date(now.getTime() - (index.expireAfterSeconds ?? 0) * 1000) };
  const filter: Doc = isDoc(index.partialFilter)
    ? { $and: [{ [path]: expired }, index.partialFilter] }
    : { [path]: expired };
  let removed = 0;
  for (const stored of unpaused(walk(engine, collection, { filter, hint: index.key }))) {
    engine.records.remove(collection, stored);
    if (++removed === MOST_AT_ONCE) break;
  }
  return removed;
}
