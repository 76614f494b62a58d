import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { pausing, walk } from '../src/query/query.ts';
import { Storage } from '../src/storage/storage.ts';

const COUNT = 5_000;

describe('opening the file anew', () => {
  let dir: string;
  let storage: Storage;
  let engine: Engine;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'trim-'));
    // However little the process has grown, it is time.
    storage = new Storage(dir, { mostGrowthBytes: Number.NEGATIVE_INFINITY });
    engine = createEngine(storage);
    await storage.write(() => {
      const collection = engine.catalog.create('app.things');
      for (let n = 0; n < COUNT; n++) engine.records.insert(collection, { _id: n, count: 0 });
    });
  });
  after(async () => {
    await storage.close();
    await rm(dir, { recursive: true });
  });

  it('loses nothing of a read or a write that goes on meanwhile', async () => {
    const collection = engine.catalog.get('app.things')!;
    const opened = new Set([storage.root]);
    const trim = () => {
      for (let look = 0; look < 64; look++) storage.trim();
      opened.add(storage.root);
    };

    const seen: unknown[] = [];
    for await (const stored of pausing(walk(engine, collection, { filter: {} }), trim)) {
      seen.push(stored.doc._id);
      if (seen.length % 100 > 0) continue;
      const written = storage.write(() =>
        engine.records.replace(collection, stored, { ...stored.doc, count: 1 }),
      );
      trim();
      await written;
    }

    expect(new Set(seen).size).to.equal(COUNT);
    expect(opened.size).to.be.greaterThan(COUNT / 100);
    const changed = [...walk(engine, collection, { filter: { count: 1 } })].filter(
      (one) => typeof one === 'object',
    );
    expect(changed).to.have.length(COUNT / 100);
  });
});
