import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { unpaused, walk } from '../src/query/query.ts';
import { Storage } from '../src/storage/storage.ts';
import { startSweep, sweep } from '../src/sweep.ts';
import type { Doc } from '../src/values/bson-document.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

describe('the sweep of what has expired', () => {
  let dir: string;
  let storage: Storage;
  let engine: Engine;
  let collections = 0;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sweep-'));
    storage = new Storage(dir);
    engine = createEngine(storage);
  });
  after(async () => {
    await storage.close();
    await rm(dir, { recursive: true });
  });

  async function filled(docs: Doc[], options: Doc = {}) {
    return storage.write(() => {
      const collection = engine.catalog.create(`test.c${++collections}`);
      collection.indexes.push(
        engine.catalog.newIndex({ key: { at: 1 }, name: 'at', expireAfterSeconds: 60, ...options }),
      );
      for (const doc of docs) engine.records.insert(collection, doc);
      return () => [...unpaused(walk(engine, collection, { filter: {} }))].map(({ doc: { _id } }) => _id);
    });
  }

  const cases: [title: string, docs: Doc[], kept: unknown[], options?: Doc][] = [
    [
      'removes what is older than the index says',
      [
        { _id: 'old', at: secondsAgo(61) },
        { _id: 'young', at: secondsAgo(59) },
      ],
      ['young'],
    ],
    [
      'keeps what has no date',
      [{ _id: 'none' }, { _id: 'text', at: 'long ago' }, { _id: 'number', at: 5 }, { _id: 'null', at: null }],
      ['none', 'text', 'number', 'null'],
    ],
    ['goes by the earliest of several dates', [{ _id: 'list', at: [secondsAgo(10), secondsAgo(100)] }], []],
    [
      'removes at the date itself when the index says 0',
      [
        { _id: 'past', at: secondsAgo(1) },
        { _id: 'future', at: secondsAgo(-10) },
      ],
      ['future'],
      { expireAfterSeconds: 0 },
    ],
    [
      'keeps what a partial index does not cover',
      [
        { _id: 'done', at: secondsAgo(99), done: true },
        { _id: 'open', at: secondsAgo(99) },
      ],
      ['open'],
      { partialFilterExpression: { done: true } },
    ],
    [
      'removes more than one slice',
      Array.from({ length: 1200 }, (_, _id) => ({ _id, at: secondsAgo(100) })),
      [],
    ],
  ];
  for (const [title, docs, kept, options] of cases) {
    it(title, async () => {
      const remaining = await filled(docs, options);

      await sweep(engine, NOW);

      expect(remaining()).to.deep.equal(kept);
    });
  }

  it('comes by itself', async () => {
    const remaining = await filled([{ _id: 1, at: new Date(0) }]);

    const stop = startSweep(engine, 1);

    while (remaining().length > 0) await new Promise((resolve) => setImmediate(resolve));
    await stop();
  });
});
