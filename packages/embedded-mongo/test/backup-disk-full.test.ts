import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { backUp } from '../src/archive/backup.ts';
import { restore } from '../src/archive/restore.ts';
import { createEngine } from '../src/commands/engine.ts';
import { startEngine } from '../src/start.ts';
import { Storage } from '../src/storage/storage.ts';
import { mayMount, mountDisk } from './small-disk.ts';

const SMALL = { kind: 'tmpfs', megabytes: 4 } as const;
const needs = mayMount(SMALL) ? '' : ' (not run: mounting a small disk takes root)';

(needs ? describe.skip : describe)(`backup and restore on a disk that becomes full${needs}`, function () {
  this.timeout(30_000);
  let mounted: ReturnType<typeof mountDisk>;
  let dir: string;
  before(async () => {
    mounted = mountDisk(SMALL);
    dir = await mkdtemp(join(tmpdir(), 'backup-'));
    const storage = new Storage(dir);
    const engine = createEngine(storage);
    await storage.write(() => {
      const collection = engine.catalog.create('app.things');
      for (let n = 0; n < 800; n++) engine.records.insert(collection, { _id: n, text: 'x'.repeat(6000) });
    });
    await storage.close();
  });
  after(async () => {
    mounted.unmount();
    await rm(dir, { recursive: true });
  });

  const messageOf = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.message : expect.fail('it was not refused');
  };

  it('leaves no half archive', async () => {
    const message = await messageOf(backUp(dir, join(mounted.path, 'things.archive')));

    expect(message).to.match(/^The disk is full\. Nothing was written to \S+things\.archive\. Make room/);
    expect(readdirSync(mounted.path)).to.eql([]);
  });

  it('leaves no half database', async () => {
    const archive = join(dir, 'things.archive');
    await backUp(dir, archive);
    const into = join(mounted.path, 'data');

    expect(await messageOf(restore(into, archive))).to.match(/^The disk is full/);

    expect(existsSync(join(into, 'data.mdb'))).to.equal(false);
  });

  it('says that there is no room to begin', async () => {
    const tiny = mountDisk({ kind: 'tmpfs', megabytes: 1 });

    const message = await messageOf(startEngine(join(tiny.path, 'data'), 'app'));

    expect(message).to.match(
      /^The data directory \S+ cannot be used: The disk is full\. Make room, and start again\.$/,
    );
    tiny.unmount();
  });
});
