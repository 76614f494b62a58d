import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { Storage } from '../src/storage/storage.ts';
import { runCommand } from '../src/wire/dispatch.ts';

describe('writes that share a commit with one that fails', () => {
  let directory: string;
  let engine: Engine;
  const run = (command: object) => runCommand(engine, { ...command, $db: 'app' }, 1);
  const fault = () =>
    engine.storage
      .write(() => {
        throw new Error('a fault of the disk');
      })
      .catch(() => undefined);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shared-commit-'));
    engine = createEngine(new Storage(directory));
    await run({ insert: 'things', documents: [{ _id: 1 }, { _id: 2 }] });
  });
  afterEach(async () => {
    await engine.storage.close();
    await rm(directory, { recursive: true });
  });

  it('count an update once', async () => {
    const updates = [{ q: {}, u: { $inc: { n: 1 } }, multi: true }];

    const [reply] = await Promise.all([run({ update: 'things', updates }), fault()]);

    expect(reply).to.deep.include({ n: 2, nModified: 2, ok: 1 });
    expect(await run({ count: 'things', query: { n: 1 } })).to.deep.include({ n: 2 });
  });
  it('count a deletion once', async () => {
    const [reply] = await Promise.all([run({ delete: 'things', deletes: [{ q: {}, limit: 0 }] }), fault()]);

    expect(reply).to.deep.include({ n: 2, ok: 1 });
  });
  it('insert what an upsert is told, computed once', async () => {
    const updates = [{ q: { _id: 3, up: { n: 1 } }, u: { $inc: { 'up.n': 1 } }, upsert: true }];

    await Promise.all([run({ update: 'things', updates }), fault()]);

    expect(await run({ count: 'things', query: { up: { n: 2 } } })).to.deep.include({ n: 1 });
  });
  it('count an insert once', async () => {
    const [reply] = await Promise.all([run({ insert: 'things', documents: [{ _id: 3 }] }), fault()]);

    expect(reply).to.deep.include({ n: 1, ok: 1 });
    expect(await run({ count: 'things' })).to.deep.include({ n: 3 });
  });
});
