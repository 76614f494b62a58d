import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEngine } from '../src/commands/engine.ts';
import { checkDataFile, DamagedDataError } from '../src/storage/data-file.ts';
import { Storage } from '../src/storage/storage.ts';
import { checkIntegrity } from './integrity.ts';

const PAGE_BYTES = 4096;
const COUNT = 400;

describe('looking at the data file before it is used', () => {
  let dir: string;
  let sound: string;
  const file = () => join(dir, 'data.mdb');
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'data-file-'));
    sound = await mkdtemp(join(tmpdir(), 'data-file-'));
    const storage = new Storage(dir);
    const engine = createEngine(storage);
    for (let n = 0; n < COUNT; n++) {
      await storage.write(() => {
        const collection = engine.catalog.get('app.things') ?? engine.catalog.create('app.things');
        engine.records.insert(collection, { _id: n, text: 'x'.repeat(n % 9 === 0 ? 9000 : 50) });
      });
    }
    await storage.close();
    await copyFile(file(), join(sound, 'data.mdb'));
  });
  after(() => Promise.all([dir, sound].map((one) => rm(one, { recursive: true }))));

  const isSound = (): boolean => {
    try {
      checkDataFile(dir);
      return true;
    } catch (error) {
      if (error instanceof DamagedDataError) return false;
      throw error;
    }
  };

  it('finds nothing wrong with a sound one', () => {
    expect(isSound()).to.equal(true);
  });

  it('finds every page that was overwritten, unless nothing is in it', async function () {
    this.timeout(30_000);
    const pages = Math.floor((await stat(file())).size / PAGE_BYTES);
    let damaged = 0;
    for (let page = 2; page < pages; page += 3) {
      await copyFile(join(sound, 'data.mdb'), file());
      const handle = await open(file(), 'r+');
      await handle.write(Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, page * PAGE_BYTES);
      await handle.close();

      if (!isSound()) damaged++;
      else {
        const found = await checkIntegrity(dir).catch((error: Error) => error.message);
        if (typeof found === 'string') expect(found).to.match(/damaged/);
        else expect(found.get('app.things')).to.have.length(COUNT);
      }
    }
    expect(damaged).to.be.greaterThan(5);
  });

  it('finds one of which nothing but the beginning is left', async () => {
    await copyFile(join(sound, 'data.mdb'), file());
    const handle = await open(file(), 'r+');
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(size - 2 * PAGE_BYTES), 0, size - 2 * PAGE_BYTES, 2 * PAGE_BYTES);
    await handle.close();

    expect(isSound()).to.equal(false);
  });
});
