import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { backUp } from '../src/archive/backup.ts';
import { Crc64 } from '../src/archive/crc64.ts';
import { restore } from '../src/archive/restore.ts';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { checkIntegrity } from './integrity.ts';

const { MongoClient, BSON, Long, Decimal128 } = mongoose.mongo;

/** Reads an archive with nothing but the official library, as its format is documented. */
function readOfficially(bytes: Buffer) {
  expect(bytes.readUInt32LE(0)).to.equal(0x8199e26d);
  let at = 4;
  const next = () => {
    const size = bytes.readInt32LE(at);
    if (size === -1) {
      at += 4;
      return undefined;
    }
    const doc = BSON.deserialize(bytes.subarray(at, at + size), { promoteLongs: false });
    at += size;
    return doc;
  };
  const all = () => {
    const docs = [];
    for (let doc = next(); doc; doc = next()) docs.push(doc);
    return docs;
  };
  const [header, ...collections] = all();
  const blocks = [];
  while (at < bytes.length) blocks.push(all());
  return { header, collections, blocks };
}

describe('backup and restore', function () {
  this.timeout(30_000);

  let dir: string;
  let server: EmbeddedMongo;
  let client: mongoose.mongo.MongoClient;
  const file = () => join(dir, 'backup.archive');
  const data = () => join(dir, 'data');
  const target = () => join(dir, 'restored');

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'backup-'));
    server = await startEmbeddedMongo({ dataDir: data(), databaseName: 'app' });
    client = await new MongoClient(server.uri).connect();
    const visits = client.db().collection('visits');
    await visits.createIndex({ shopId: 1, key: 1 }, { unique: true });
    await visits.createIndex({ tags: 1 }, { partialFilterExpression: { n: { $gt: 5 } } });
    await visits.insertMany(
      Array.from({ length: 2500 }, (_, n) => ({
        shopId: 'T',
        key: `k${n}`,
        n,
        tags: ['a', `t${n % 7}`],
        text: 'ü'.repeat(n % 50),
      })),
    );
    await client
      .db()
      .collection('types')
      .insertOne({
        long: Long.fromNumber(5),
        decimal: Decimal128.fromString('1.50'),
        date: new Date(5),
        bytes: Buffer.from('x'),
        re: /a/i,
      });
    await client.db('other').createCollection('empty');
    await backUp(data(), file());
  });
  after(async () => {
    await client.close();
    await server.stop();
    await rm(dir, { recursive: true });
  });
  beforeEach(() => rm(target(), { recursive: true, force: true }));

  it('knows the checksum', () => {
    const crc = new Crc64();
    crc.update(Buffer.from('123456789'));
    expect(BigInt.asUintN(64, crc.digest()).toString(16)).to.equal('995dc9bbdf1939fa');
  });

  it('writes what the official library reads', async () => {
    const { header, collections, blocks } = readOfficially(await readFile(file()));

    expect(header).to.include({ version: '0.1', concurrent_collections: 1 });
    expect(collections.map(({ db, collection, type }) => [db, collection, type])).to.deep.equal([
      ['app', 'types', 'collection'],
      ['app', 'visits', 'collection'],
      ['other', 'empty', 'collection'],
    ]);
    const metadata = BSON.EJSON.parse(collections[1]?.metadata);
    expect(metadata.indexes.map(({ name }: { name: string }) => name)).to.deep.equal([
      '_id_',
      'shopId_1_key_1',
      'tags_1',
    ]);
    expect(blocks.map(([head]) => [head?.collection, head?.EOF])).to.deep.equal([
      ['types', false],
      ['types', true],
      ['visits', false],
      ['visits', true],
      ['empty', false],
      ['empty', true],
    ]);
    expect(blocks[2]).to.have.length(2501);
  });

  it('restores everything into an empty directory', async () => {
    const summary = await restore(target(), file());

    expect(summary).to.deep.equal([
      { ns: 'app.types', documents: 1, leftOut: [] },
      { ns: 'app.visits', documents: 2500, leftOut: [] },
      { ns: 'other.empty', documents: 0, leftOut: [] },
    ]);
    await checkIntegrity(target());
    const again = await startEmbeddedMongo({ dataDir: target(), databaseName: 'app' });
    const restored = await new MongoClient(again.uri).connect();
    for (const name of ['visits', 'types']) {
      const [was, is] = await Promise.all(
        [client, restored].map((one) => one.db().collection(name).find().sort({ _id: 1 }).toArray()),
      );
      expect(is).to.deep.equal(was);
      const [had, has] = await Promise.all(
        [client, restored].map((one) => one.db().collection(name).indexes()),
      );
      expect(has).to.deep.equal(had);
    }
    await restored.close();
    await again.stop();
  });

  it('backs up what it restored to the same bytes', async () => {
    await restore(target(), file());
    await backUp(target(), join(dir, 'second.archive'));
    const [first, second] = await Promise.all([readFile(file()), readFile(join(dir, 'second.archive'))]);
    expect(readOfficially(second).blocks).to.deep.equal(readOfficially(first).blocks);
  });

  it('copies one moment while writes go on', async () => {
    const pairs = client.db().collection<{ _id: number; n: number }>('pairs');
    await pairs.insertMany([
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ]);
    let writing = true;
    const writer = (async () => {
      for (let n = 1; writing; n++)
        await pairs.bulkWrite([
          { updateOne: { filter: { _id: 1 }, update: { $set: { n } } } },
          { updateOne: { filter: { _id: 2 }, update: { $set: { n } } } },
        ]);
    })();
    const moment = join(dir, 'moment.archive');
    for (let round = 0; round < 5; round++) {
      await backUp(data(), moment);
      const block = readOfficially(await readFile(moment)).blocks.find(
        ([head]) => head?.collection === 'pairs',
      );
      const [one, two] = (block ?? []).slice(1).map(({ n }) => Number(n));
      expect((one ?? 0) - (two ?? 0)).to.be.within(0, 1);
    }
    writing = false;
    await writer;
    await pairs.drop();
  });

  it('reads archives that were compressed', async () => {
    const compressed = join(dir, 'backup.gz');
    await writeFile(compressed, gzipSync(await readFile(file())));
    expect(await restore(target(), compressed)).to.have.length(3);
  });

  describe('refuses', () => {
    const messageOf = async (promise: Promise<unknown>) =>
      promise.then(
        () => expect.fail('it went through'),
        (error: Error) => error.message,
      );

    it('a directory that holds documents', async () => {
      await restore(target(), file());
      expect(await messageOf(restore(target(), file()))).to.match(/holds documents already/);
    });
    it('a directory that is in use', async () => {
      expect(await messageOf(restore(data(), file()))).to.match(/is in use by process/);
    });
    it('an archive that was cut', async () => {
      const cut = join(dir, 'cut.archive');
      await writeFile(cut, await readFile(file()));
      await truncate(cut, (await stat(cut)).size - 3000);
      expect(await messageOf(restore(target(), cut))).to.match(/ends in the middle|damaged/);
    });
    it('an archive with a changed byte', async () => {
      const bytes = await readFile(file());
      bytes.write('v', bytes.indexOf('ü'.repeat(20)) + 2);
      const changed = join(dir, 'changed.archive');
      await writeFile(changed, bytes);
      expect(await messageOf(restore(target(), changed))).to.match(/checksum|BSON/);
    });
    it('any other file', async () => {
      const other = join(dir, 'other.txt');
      await writeFile(other, 'hello, world');
      expect(await messageOf(restore(target(), other))).to.match(/not an archive/);
    });
    it('to back up a directory without a database', async () => {
      expect(await messageOf(backUp(join(dir, 'nowhere'), file()))).to.match(/no database/);
    });
  });
});
