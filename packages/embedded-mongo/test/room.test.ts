import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { addPut, mostPages, type Use, unused } from '../src/storage/demand.ts';
import { statistics } from '../src/storage/statistics.ts';
import { Storage } from '../src/storage/storage.ts';

const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};

describe('the room a transaction may need', () => {
  let dir: string;
  let storage: Storage;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'room-'));
    storage = new Storage(dir);
  });
  afterEach(async () => {
    await storage.close();
    await rm(dir, { recursive: true });
  });

  it('is never less than LMDB takes, and never beyond what is written already', async () => {
    const next = random(4711);
    const keys: Buffer[] = [];
    const sizes = [10, 400, 1900, 30_000];
    let closest = 0;
    for (let turn = 0; turn < 150; turn++) {
      // While somebody reads, pages that became free cannot be used again: all come from the end of the file.
      const reader = storage.root.useReadTransaction();
      const before = statistics(storage);
      const use: Record<'documents' | 'indexes', Use> = { documents: unused(), indexes: unused() };
      const isRemoving = next() < 0.3 && keys.length > 100;
      const size = sizes[Math.floor(next() * 4)]!;
      await storage.write(() => {
        for (let count = Math.floor(next() ** 3 * 1000) + 1; count > 0; count--) {
          const isGoing = isRemoving && keys.length > 0;
          const key = isGoing
            ? keys.splice(Math.floor(next() * keys.length), 1)[0]!
            : Buffer.alloc(4 + Math.floor(next() * (next() < 0.1 ? 880 : 30)), turn);
          if (isGoing) {
            for (const table of ['documents', 'indexes'] as const) {
              storage.remove(table, key);
              use[table].removes++;
            }
            continue;
          }
          key.writeUInt32BE(next() < 0.5 ? Math.floor(next() * 2 ** 31) : turn * 1000 + count);
          keys.push(key);
          storage.put('indexes', key, Buffer.alloc(1));
          storage.put('documents', key, Buffer.alloc(size));
          addPut(use.indexes, key.length, 1, before.pageSize);
          addPut(use.documents, key.length, size, before.pageSize);
        }
      });
      reader.done();
      const taken = statistics(storage).lastPage - before.lastPage;
      const uses = (['documents', 'indexes'] as const).map((table) => ({
        tree: before.trees[table],
        use: use[table],
      }));
      const most = mostPages(uses, before.main, before.free, before.lastPage, before.pageSize);
      closest = Math.max(closest, taken / most);
      expect(taken).to.be.at.most(most);
      const { lastPage, pageSize } = statistics(storage);
      const { size: bytes, blocks } = await stat(join(dir, 'data.mdb'));
      expect((lastPage + 1) * pageSize).to.be.at.most(bytes);
      expect(blocks * 512).to.be.at.least(bytes);
    }
    expect(closest).to.be.above(0.3);
  });
});

describe('files with holes', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'holes-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const isSolid = async (name: string): Promise<boolean> => {
    const { blocks, size } = await stat(join(dir, name));
    return blocks * 512 >= size;
  };

  it('are filled by the owner, and hold what they held', async () => {
    const first = new Storage(dir);
    await first.write(() => first.put('meta', Buffer.from('kept'), Buffer.alloc(20_000, 7)));
    await first.close();
    const { size } = await stat(join(dir, 'data.mdb'));
    await truncate(join(dir, 'data.mdb'), size + 3_000_000);
    expect(await isSolid('data.mdb')).to.equal(false);

    const second = new Storage(dir);
    second.solidify();

    expect(await isSolid('data.mdb')).to.equal(true);
    expect(second.meta.get(Buffer.from('kept'))?.every((byte) => byte === 7)).to.equal(true);
    await second.close();
  });

  it('are not left to LMDB: its lock file is whole, a new one and an old one', async () => {
    const first = new Storage(dir);
    expect(await isSolid('lock.mdb')).to.equal(true);
    await first.close();

    await truncate(join(dir, 'lock.mdb'), 0);
    await truncate(join(dir, 'lock.mdb'), 8272);
    expect(await isSolid('lock.mdb')).to.equal(false);
    const second = new Storage(dir);
    expect(await isSolid('lock.mdb')).to.equal(true);
    await second.write(() => second.put('meta', Buffer.from('a'), Buffer.alloc(1)));
    await second.close();
  });
});

describe('a limit on the size of files', () => {
  it('refuses what does not fit, and keeps what it has', async function () {
    this.timeout(60_000);
    const dir = await mkdtemp(join(tmpdir(), 'limit-'));
    const program = fileURLToPath(new URL('./fill-until-refused.ts', import.meta.url));
    const command = `ulimit -f 8192; exec "${process.execPath}" --import tsx "${program}" "${dir}"`;

    const { stdout, stderr, status } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });

    expect(status, stderr).to.equal(0);
    const { stored, found, after, code, message } = JSON.parse(stdout);
    expect({ code, found, after }).to.eql({ code: 14031, found: stored, after: stored - 100 });
    expect(stored).to.be.above(100);
    expect(message).to.match(/^The data file may not become larger \(see ulimit -f\): nothing of this write/);
    await rm(dir, { recursive: true });
  });
});
