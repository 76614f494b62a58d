import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, type Long } from 'bson';
import { expect } from 'chai';
import { stub } from 'sinon';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { MongoError } from '../src/errors.ts';
import { Storage } from '../src/storage/storage.ts';
import type { Doc } from '../src/values/bson-document.ts';
import { runCommand } from '../src/wire/dispatch.ts';

describe('cursors that nobody reads to the end', () => {
  let dir: string;
  let storage: Storage;
  let engine: Engine;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cursors-'));
    storage = new Storage(dir);
    engine = createEngine(storage);
    const documents = Array.from({ length: 10 }, (_, n) => ({ _id: n }));
    await run({ insert: 'things', documents });
  });
  afterEach(async () => {
    await storage.close();
    await rm(dir, { recursive: true });
  });

  const run = async (command: Doc, connectionId = 1): Promise<Doc> => {
    const reply = await runCommand(engine, { ...command, $db: 'app' }, connectionId);
    return reply instanceof Uint8Array ? deserialize(reply, { promoteLongs: false }) : reply;
  };
  const open = async (connectionId: number): Promise<Long> => {
    const { cursor } = await run({ find: 'things', batchSize: 2 }, connectionId);
    return (cursor as { id: Long }).id;
  };
  const more = (id: Long) =>
    run({ getMore: id, collection: 'things', batchSize: 2 }).then(
      () => 'more',
      (error: unknown) => (error instanceof MongoError ? error.code : error),
    );

  it('have ids that no client takes for a number', async () => {
    const random = stub(Math, 'random').returns(0);
    const fresh = createEngine(storage);
    random.restore();
    const reply = await runCommand(fresh, { find: 'things', batchSize: 2, $db: 'app' }, 1);

    const { cursor } = deserialize(reply as Uint8Array);

    expect(cursor.id).to.not.be.a('number');
  });

  it('are few for one client, which loses those that it left alone for longest', async () => {
    const first = await open(1);
    const second = await open(1);
    for (let n = 0; n < 200; n++) await open(1);
    expect(await more(first)).to.equal('more');

    for (let n = 0; n < 10_000; n++) await open(1);
    expect(engine.cursors.count).to.equal(256);

    expect([await more(first), await more(second)]).to.eql([43, 43]);
    expect(await more(await open(1))).to.equal('more');
  });

  it('are bounded for all together, at the cost of whoever has most', async () => {
    const mine = await open(1);
    for (let client = 2; client < 40; client++) for (let n = 0; n < 60; n++) await open(client);

    expect(engine.cursors.count).to.equal(1024);
    expect(await more(mine)).to.equal('more');
  });

  it('hold no page that could be used again', async () => {
    for (let n = 0; n < 100; n++) await open(1);
    const sizeOf = async () => {
      for (let n = 0; n < 200; n++)
        await run({
          update: 'things',
          updates: [{ q: { _id: 1 }, u: { $set: { text: 'x'.repeat(9000 + n) } } }],
        });
      return storage.root.getStats() as { lastPageNumber: number };
    };
    const before = await sizeOf();

    expect((await sizeOf()).lastPageNumber).to.be.at.most(before.lastPageNumber + 4);
  });
});
