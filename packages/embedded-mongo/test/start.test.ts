import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { Storage } from '../src/storage/storage.ts';
import { encode } from '../src/values/bson-document.ts';

const { MongoClient } = mongoose.mongo;
const socketOf = (uri: string) => decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(uri)?.[1] ?? '');

async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return expect.fail('it started');
}

async function fill(uri: string, count: number): Promise<void> {
  const client = await new MongoClient(uri).connect();
  await client
    .db()
    .collection('things')
    .insertMany(Array.from({ length: count }, (_, n) => ({ n, text: `number ${n} ${'x'.repeat(500)}` })));
  await client.close();
}

describe('starting the built-in database', function () {
  // Each start is a thread that compiles TypeScript first.
  this.timeout(30_000);

  let dataDir: string;
  let server: EmbeddedMongo | undefined;
  const start = async (at = dataDir) => {
    server = await startEmbeddedMongo({ dataDir: at, databaseName: 'app' });
    return server;
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'start-'));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await rm(dataDir, { recursive: true, force: true });
  });

  it('opens its socket for this user only', async () => {
    const { uri } = await start();
    const { mode } = await stat(socketOf(uri));
    expect(mode & 0o777).to.equal(0o600);
  });
  it('keeps everything over a restart', async () => {
    await fill((await start()).uri, 10);
    await server?.stop();
    const client = await new MongoClient((await start()).uri).connect();
    expect(await client.db().collection('things').countDocuments()).to.equal(10);
    await client.close();
  });
  it('stops twice without harm', async () => {
    const { stop } = await start();
    await Promise.all([stop(), stop()]);
  });
  it('moves its socket out of a directory that is too deep', async () => {
    const { uri } = await start(join(dataDir, 'deep'.repeat(12), 'deep'.repeat(12)));
    expect(Buffer.byteLength(socketOf(uri))).to.be.below(104);
    expect((await stat(dirname(socketOf(uri)))).mode & 0o777).to.equal(0o700);
    await fill(uri, 1);
  });

  describe('when another process has the directory', () => {
    it('says in one sentence which', async () => {
      await start();
      const message = await messageOf(startEmbeddedMongo({ dataDir, databaseName: 'app' }));
      expect(message).to.match(
        new RegExp(`^The data directory \\S+ is in use by process ${process.pid}: [^.]+\\.$`),
      );
    });
    it('says so to a second program too, and the first goes on', async () => {
      const { uri } = await start();
      const program = fileURLToPath(new URL('./second-start.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir]);
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      await once(child, 'close');
      expect(output).to.include(`in use by process ${process.pid}:`);
      await fill(uri, 1);
    });
    it('lets one of five that start at once have it', async () => {
      const starts = await Promise.allSettled(
        Array.from({ length: 5 }, () => startEmbeddedMongo({ dataDir, databaseName: 'app' })),
      );
      const started = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(started).to.have.length(1);
      server = started[0];
    });
    it('takes it over when the process is dead, even if its number lives on', async () => {
      await start();
      await server?.stop();
      const storage = new Storage(dataDir);
      const dead = {
        token: 'x',
        pid: process.ppid,
        startedAt: 'another time',
        socketPath: join(dataDir, 'mongo.sock'),
      };
      storage.meta.putSync(Buffer.from('owner'), Buffer.from(encode(dead)));
      await storage.close();
      await fill((await start()).uri, 1);
    });
  });

  describe('when the directory is no good', () => {
    it('says that it cannot be made', async () => {
      await writeFile(join(dataDir, 'file'), 'x');
      const message = await messageOf(
        startEmbeddedMongo({ dataDir: join(dataDir, 'file', 'data'), databaseName: 'app' }),
      );
      expect(message).to.match(/^The data directory \S+ cannot be used: ENOTDIR/);
    });
    it('says that it is a file', async () => {
      const file = join(dataDir, 'file');
      await writeFile(file, 'x');
      expect(await messageOf(startEmbeddedMongo({ dataDir: file, databaseName: 'app' }))).to.match(
        /cannot be used/,
      );
    });
    for (const [what, make, reason] of [
      ['below /proc', () => '/proc/nope', /ENOENT/],
      ['below a device', () => '/dev/full/data', /ENOTDIR/],
      ['a device', () => '/dev/full', /it is a file and not a folder/],
      ['a link in a circle', () => linked('circle'), /ELOOP/],
      ['below a link in a circle', () => join(linked('circle'), 'data'), /ELOOP/],
      ['a link that leads nowhere', () => linked('nowhere'), /is a link that leads nowhere/],
      ['a name that is too long', () => join(dataDir, 'x'.repeat(300)), /ENAMETOOLONG/],
      ['a name with a zero byte', () => join(dataDir, 'a\0b'), /without null bytes/],
      ['with a folder for the data', () => holding('data.mdb', 'folder'), /data\.mdb in it is not a file/],
      ['with a pipe for the data', () => holding('data.mdb', 'pipe'), /data\.mdb in it is not a file/],
      ['with a pipe for the lock', () => holding('lock.mdb', 'pipe'), /lock\.mdb in it is not a file/],
      [
        'with a folder for the socket',
        () => holding('mongo.sock', 'folder'),
        /mongo\.sock in it is a folder/,
      ],
    ] as const)
      it(`says in one sentence what is wrong: ${what}`, async () => {
        const message = await messageOf(startEmbeddedMongo({ dataDir: make(), databaseName: 'app' }));
        expect(message)
          .to.match(/^The data directory \S[^\n]* cannot be used: /)
          .and.to.match(reason);
      });
    const linked = (name: string) => {
      symlinkSync(name === 'circle' ? name : 'not-there', join(dataDir, name));
      return join(dataDir, name);
    };
    const holding = (name: string, kind: 'folder' | 'pipe') => {
      if (kind === 'folder') mkdirSync(join(dataDir, name));
      else execFileSync('mkfifo', [join(dataDir, name)]);
      return dataDir;
    };
    it('says that it cannot be written', async function () {
      if (process.getuid?.() === 0) this.skip();
      await chmod(dataDir, 0o500);
      expect(await messageOf(startEmbeddedMongo({ dataDir, databaseName: 'app' }))).to.match(
        /cannot be used: EACCES/,
      );
    });
  });

  describe('when it is a copy of a directory in use', () => {
    let copy: string;
    beforeEach(async () => {
      await fill((await start()).uri, 5000);
      copy = join(dataDir, 'copy');
      await mkdir(copy);
      for (const name of ['data.mdb', 'lock.mdb']) await copyFile(join(dataDir, name), join(copy, name));
    });

    it('says whose, and what to do, and not that the copy is in use', async () => {
      const message = await messageOf(startEmbeddedMongo({ dataDir: copy, databaseName: 'app' }));
      expect(message)
        .to.match(
          new RegExp(
            `^The data directory \\S+ is a copy that was made while process ${process.pid} was using`,
          ),
        )
        .and.to.match(/make a backup of the original \(npm run backup/);
    });
    it('says so as well when the file was written meanwhile', async () => {
      const handle = await open(join(copy, 'data.mdb'), 'r+');
      for (let page = 2; page < 400; page += 3)
        await handle.write(Buffer.alloc(4096, 7), 0, 4096, page * 4096);
      await handle.close();
      const message = await messageOf(startEmbeddedMongo({ dataDir: copy, databaseName: 'app' }));
      expect(message)
        .to.match(
          /^The file data\.mdb in \S+ is a copy that was made while it was in use, and is not complete/,
        )
        .and.to.match(/Make a backup of the original \(npm run backup/);
    });
    it('takes one that was made when nobody used the original', async () => {
      await server?.stop();
      await copyFile(join(dataDir, 'data.mdb'), join(copy, 'data.mdb'));
      await fill((await start(copy)).uri, 1);
    });
  });

  describe('when the file is damaged', () => {
    const file = () => join(dataDir, 'data.mdb');
    beforeEach(async () => {
      await fill((await start()).uri, 5000);
      await server?.stop();
      server = undefined;
    });

    it('says that it was cut, and leaves it alone', async () => {
      await truncate(file(), 200_000);
      expect(await messageOf(startEmbeddedMongo({ dataDir, databaseName: 'app' }))).to.match(
        /^The file data\.mdb in \S+ is damaged \(.+\)\. Move/,
      );
      expect((await stat(file())).size).to.equal(200_000);
    });
    it('says that it is something else', async () => {
      await writeFile(file(), 'not a database'.repeat(1000));
      expect(await messageOf(startEmbeddedMongo({ dataDir, databaseName: 'app' }))).to.match(/is damaged/);
    });
    it('reports a document whose bytes changed, and gives out the others', async () => {
      const bytes = await readFile(file(), 'latin1');
      const handle = await open(file(), 'r+');
      // Pages that are free again may hold the document as well.
      for (const { index } of bytes.matchAll(/number 4999 /g)) await handle.write('N', index);
      await handle.close();
      const client = await new MongoClient((await start()).uri).connect();
      const things = client.db().collection('things');
      expect(await messageOf(things.find().toArray())).to.match(/damaged/);
      expect(await things.findOne({}, { sort: { _id: 1 } })).to.have.property('n', 0);
      await client.close();
    });
  });
});
