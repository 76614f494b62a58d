import type { Collection } from './catalog.ts';
import { type Call, checkedNewNamespace } from './command.ts';
import { matcher } from './match.ts';
import { PAUSE, pausing, type Query, walk } from './query.ts';
import type { Stored } from './records.ts';

/** How long one write may keep the others waiting. */
export const SLICE_MS = 20;

const MOST_PAUSES = 5;

export const openCollection = ({ engine }: Call, ns: string): Collection =>
  engine.catalog.get(ns) ?? engine.catalog.create(checkedNewNamespace(ns));

type Visit = (collection: Collection, stored: Stored) => void;

/**
 * Finds documents and changes each in the same write, so that nothing comes between. When finding takes long it
 * is done outside, letting others go on, and every document is tested again before it is changed.
 */
export async function change(
  call: Call,
  ns: string,
  query: Query,
  multi: boolean,
  visit: Visit,
  whenNone?: () => void,
): Promise<void> {
  const { engine } = call;
  const match = matcher(query.filter, query.variables);
  const quick = await engine.storage.write(() => {
    const collection = engine.catalog.get(ns);
    const found = collection ? collect(engine, collection, query, multi) : [];
    if (!found) return false;
    for (const stored of found) if (collection) visit(collection, stored);
    if (found.length === 0) whenNone?.();
    return true;
  });
  while (!quick) {
    const records = await locate(call, ns, query, multi);
    let [next, changed] = [0, 0];
    while (next < records.length) {
      await engine.storage.write(() => {
        const collection = engine.catalog.get(ns);
        const end = performance.now() + SLICE_MS;
        for (; next < records.length && performance.now() < end; next++) {
          const stored = collection && engine.records.read(collection, records[next] as number);
          if (!stored || !match(stored.doc)) continue;
          visit(collection, stored);
          changed++;
        }
      });
    }
    if (records.length === 0 && whenNone) await engine.storage.write(whenNone);
    if (multi || changed > 0 || records.length === 0) return;
  }
}

function collect(
  engine: Call['engine'],
  collection: Collection,
  query: Query,
  multi: boolean,
): Stored[] | undefined {
  const found: Stored[] = [];
  let pauses = 0;
  for (const stored of walk(engine, collection, query)) {
    if (stored === PAUSE) {
      if (++pauses > MOST_PAUSES) return undefined;
    } else {
      found.push(stored);
      if (!multi) break;
    }
  }
  return found;
}

async function locate(call: Call, ns: string, query: Query, multi: boolean): Promise<number[]> {
  const collection = call.engine.catalog.get(ns);
  const records: number[] = [];
  if (!collection) return records;
  for await (const { record } of pausing(walk(call.engine, collection, query), call.checkTime)) {
    records.push(record);
    if (!multi) break;
  }
  return records;
}
