import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { checkIntegrity } from './integrity.ts';

const { MongoClient } = mongoose.mongo;
const MEGABYTE = 1024 * 1024;

/** Needs leave to mount a small file system. */
describe('a full disk', function () {
  this.timeout(30_000);

  let disk: string;
  let server: EmbeddedMongo | undefined;
  let client: mongoose.mongo.MongoClient;
  before(async function () {
    disk = await mkdtemp(join(tmpdir(), 'full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    server = await startEmbeddedMongo({ dataDir: join(disk, 'data'), databaseName: 'app' });
    client = await new MongoClient(server.uri).connect();
  });
  after(async () => {
    if (server) {
      await client.close();
      await server.stop();
      execFileSync('umount', [disk]);
    }
    await rm(disk, { recursive: true });
  });

  it('refuses the write in a clear sentence, keeps what it has, and goes on when there is room', async () => {
    const things = client.db().collection<{ _id: number; text: string }>('things');
    await things.createIndex({ text: 1 });
    await writeFile(join(disk, 'filler'), Buffer.alloc(16 * MEGABYTE));
    let stored = 0;
    let refused: { code?: number; message?: string } = {};
    while (refused.code === undefined) {
      try {
        await things.insertOne({ _id: stored, text: `${stored} ${'x'.repeat(50_000)}` });
        stored++;
      } catch (error) {
        refused = error as typeof refused;
      }
    }

    expect(refused.code, refused.message).to.equal(14031);
    expect(refused.message).to.match(/^The disk is full or failing: nothing of this write was kept/);
    expect(await things.countDocuments()).to.equal(stored);
    expect(await things.findOne({ _id: stored - 1 })).to.have.property('_id', stored - 1);
    await rm(join(disk, 'filler'));
    await things.insertOne({ _id: stored, text: 'room again' });
    expect(await things.countDocuments({})).to.equal(stored + 1);
    await server?.stop();
    expect((await checkIntegrity(join(disk, 'data'))).get('app.things')).to.have.length(stored + 1);
  });
});
