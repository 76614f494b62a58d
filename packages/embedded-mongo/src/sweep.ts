import type { Engine } from './commands/engine.ts';
import { unpaused, walk } from './query/query.ts';
import type { Collection } from './storage/catalog.ts';
import type { Index } from './storage/index-keys.ts';
import { type Doc, isDoc } from './values/bson-document.ts';

const EVERY_MS = 30_000;

/** Removes what TTL indexes say has expired, and cursors that nobody reads. Returns how to stop. */
export function startSweep(engine: Engine, everyMs = EVERY_MS): () => Promise<void> {
  // Tried again at the next turn when it fails, on a full disk say.
  const swallowed = (work: Promise<void>) => work.catch(() => {});
  let current = swallowed(engine.builds.tidy());
  const timer = setInterval(() => {
    engine.cursors.closeIdle();
    // A backup that was killed would keep old pages in the file for ever.
    engine.storage.root.readerCheck();
    current = swallowed(current.then(() => sweep(engine, new Date())));
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return current;
  };
}

export async function sweep(engine: Engine, now: Date): Promise<void> {
  await engine.builds.tidy();
  for (const { ns, indexes } of engine.catalog.list()) {
    for (const index of indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      await engine.storage.inPieces(
        undefined,
        (state, mayGoOn) => ({ state, isDone: removeExpired(engine, ns, index, now, mayGoOn) }),
        { purpose: 'remove' },
      );
    }
  }
}

/** By the earliest date in the field, as MongoDB does for arrays. True when nothing more has expired. */
function removeExpired(engine: Engine, ns: string, index: Index, now: Date, mayGoOn: () => boolean): boolean {
  const collection: Collection | undefined = engine.catalog.get(ns);
  const path = index.fields[0]?.path;
  if (!collection || path === undefined) return true;
  const expired = { $lt: new Date(now.getTime() - (index.expireAfterSeconds ?? 0) * 1000) };
  const filter: Doc = isDoc(index.partialFilter)
    ? { $and: [{ [path]: expired }, index.partialFilter] }
    : { [path]: expired };
  for (const stored of unpaused(walk(engine, collection, { filter, hint: index.key }))) {
    if (!mayGoOn()) return false;
    engine.records.remove(collection, stored);
  }
  return true;
}
