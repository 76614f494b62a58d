import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { MongoError } from '../src/errors.ts';
import { unpaused, walk } from '../src/query/query.ts';
import { Storage } from '../src/storage/storage.ts';
import type { Doc } from '../src/values/bson-document.ts';
import { runCommand } from '../src/wire/dispatch.ts';
import { checkIntegrity } from './integrity.ts';

const COUNT = 4_000;
const NS = 'app.things';

describe('building an index in pieces', () => {
  let dir: string;
  let storage: Storage;
  let engine: Engine;
  /** A machine on which a piece ends after 200 changes, however fast this one is. */
  const slowDown = () => {
    let ms = 0;
    performance.now = () => {
      ms += 0.1;
      return ms;
    };
  };
  const open = () => {
    storage = new Storage(dir);
    engine = createEngine(storage);
  };
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'build-'));
    open();
    await storage.write(() => {
      const collection = engine.catalog.create(NS);
      for (let n = 0; n < COUNT; n++)
        engine.records.insert(collection, { _id: n, n, text: `${n} ${'x'.repeat(200)}` });
    });
    slowDown();
  });
  afterEach(async () => {
    // It hides the one that performance inherits.
    Reflect.deleteProperty(performance, 'now');
    await storage.close();
    await rm(dir, { recursive: true });
  });

  const run = (command: Doc) => runCommand(engine, { ...command, $db: 'app' }, 1) as Promise<Doc>;
  const build = (key: Doc, more: Doc = {}) =>
    run({ createIndexes: 'things', indexes: [{ key, name: 'new', ...more }] });
  const codeOf = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof MongoError ? error.code : error;
  };
  const names = () => engine.catalog.get(NS)?.indexes.map(({ name }) => name);
  const untilBegun = async () => {
    while (!engine.catalog.get(NS)?.building.length) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Calls back at every piece of the build, in the middle of it. */
  const meanwhile = async (building: Promise<unknown>, work: (piece: number) => Promise<unknown>) => {
    let [piece, isOver] = [0, false];
    const over = building
      .catch(() => {})
      .then(() => {
        isOver = true;
      });
    while (!isOver && piece < 200) {
      await work(piece++);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    return piece;
  };

  it('holds nobody up, and has what was written meanwhile', async () => {
    const building = build({ n: 1, text: 1 });

    const pieces = await meanwhile(building, async (piece) => {
      await run({ insert: 'things', documents: [{ n: COUNT + piece, text: 'new' }] });
      await run({
        update: 'things',
        updates: [{ q: { _id: COUNT - 1 - piece }, u: { $set: { n: -piece } } }],
      });
      await run({ delete: 'things', deletes: [{ q: { _id: piece }, limit: 1 }] });
    });

    expect(await building).to.include({ numIndexesBefore: 1, numIndexesAfter: 2 });
    expect(pieces).to.be.above(3);
    await storage.close();
    expect((await checkIntegrity(dir)).get(NS)).to.have.length(COUNT);
    open();
  });

  it('is not used before it is complete', async () => {
    const building = build({ n: 1 });
    const seen = new Set<number>();

    await meanwhile(building, async () => {
      const collection = engine.catalog.get(NS)!;
      seen.add([...unpaused(walk(engine, collection, { filter: { n: { $gte: 0 } } }))].length);
    });

    expect([...seen]).to.eql([COUNT]);
    expect(names()).to.eql(['_id_', 'new']);
  });

  it('finds a duplicate that came meanwhile, and leaves nothing behind', async () => {
    const building = build({ n: 1 }, { unique: true });
    const code = codeOf(building);
    await meanwhile(building, async (piece) => {
      if (piece === 1) await run({ insert: 'things', documents: [{ _id: 'twice', n: 1 }] });
    });

    expect(await code).to.equal(11000);
    expect(names()).to.eql(['_id_']);
    await engine.builds.tidy();
    await storage.close();
    expect((await checkIntegrity(dir)).get(NS)).to.have.length(COUNT + 1);
    open();
  });

  it('takes a duplicate that was gone before the end', async () => {
    const building = build({ n: 1 }, { unique: true });
    await meanwhile(building, async (piece) => {
      if (piece !== 1) return;
      await run({ insert: 'things', documents: [{ _id: 'twice', n: 1 }] });
      await run({ delete: 'things', deletes: [{ q: { _id: 'twice' }, limit: 1 }] });
    });

    expect(await building).to.include({ ok: 1 });
    expect(
      await codeOf(storage.write(() => engine.records.insert(engine.catalog.get(NS)!, { n: 7 }))),
    ).to.equal(11000);
  });

  it('ends with an error when its collection is dropped', async () => {
    const code = codeOf(build({ n: 1 }));
    await untilBegun();
    await run({ drop: 'things' });

    expect(await code).to.equal(276);
    await engine.builds.tidy();
    expect([...storage.indexes.getKeys({})]).to.have.length(0);
    expect([...storage.documents.getKeys({})]).to.have.length(0);
  });

  it('is the same one for two who want it at once', async () => {
    const [first, second] = await Promise.all([build({ n: 1 }), build({ n: 1 })]);

    expect(first).to.include({ numIndexesBefore: 1, numIndexesAfter: 2 });
    expect(second).to.include({ numIndexesBefore: 2, numIndexesAfter: 2 });
  });

  it('remembers an array that it met in an early piece', async () => {
    await run({ update: 'things', updates: [{ q: { _id: 0 }, u: { $set: { n: [1, 2] } } }] });
    const building = build({ n: 1 });
    await meanwhile(building, async (piece) => {
      // A write that fails has the catalog read again.
      if (piece === 2)
        await storage
          .write(() => {
            throw new Error('broken');
          })
          .catch(() => {});
    });

    expect(engine.catalog.get(NS)?.indexes[1]?.multikey).to.equal(true);
  });

  it('leaves nothing of what a crash ended', async () => {
    const building = build({ n: 1 });
    building.catch(() => {});
    await untilBegun();
    await new Promise((resolve) => setImmediate(resolve));
    await storage.close();
    await building.catch(() => {});

    open();
    await engine.builds.tidy();

    expect(names()).to.eql(['_id_']);
    await storage.close();
    expect((await checkIntegrity(dir)).get(NS)).to.have.length(COUNT);
    open();
    expect([...storage.indexes.getKeys({})]).to.have.length(COUNT);
  });
});
