import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { startEmbeddedMongo } from '../src/index.ts';
import { Storage } from '../src/storage/storage.ts';
import { type Doc, decode, encode } from '../src/values/bson-document.ts';

interface Thing {
  _id: string;
  tags?: string[];
  text?: string;
}

describe('a database that was closed and opened again', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const withDatabase = async (work: (things: mongo.Collection<Thing>) => Promise<void>) => {
    const server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
    const client = new mongo.MongoClient(server.uri);
    try {
      await work(client.db().collection('things'));
    } finally {
      await client.close();
      await server.stop();
    }
  };

  it('still refuses a second document with the same _id', async () => {
    await withDatabase(async (things) => {
      await things.insertOne({ _id: 'a' });
    });

    await withDatabase(async (things) => {
      const error = await things.insertOne({ _id: 'a' }).catch((reason: unknown) => reason);

      expect(error).to.include({ code: 11000 });
      expect(await things.countDocuments()).to.equal(1);
    });
  });

  const fillWithArrays = () =>
    withDatabase(async (things) => {
      await things.createIndex({ tags: 1 });
      await things.insertOne({ _id: 'a', tags: ['x', 'y'] });
    });
  const expectArrays = () =>
    withDatabase(async (things) => {
      expect(await things.find({ tags: { $in: ['x', 'y'] } }).toArray()).to.have.length(1);
      expect(await things.countDocuments({ tags: { $gte: 'y', $lte: 'x' } })).to.equal(1);
    });

  it('still knows that an index has met an array', async () => {
    await fillWithArrays();

    await expectArrays();
  });

  it('still knows that an index has met a long text', async () => {
    const text = (n: string) => `${'x'.repeat(1000)}${n}`;
    await withDatabase(async (things) => {
      await things.createIndex({ text: 1 });
      await things.insertMany(['3', '1', '2', '5', '4'].map((n) => ({ _id: n, text: text(n) })));
    });

    await withDatabase(async (things) => {
      const found = await things.find().sort({ text: 1 }).toArray();
      expect(found.map(({ _id }) => _id)).to.deep.equal(['1', '2', '3', '4', '5']);
    });
  });

  it('finds out what a directory of the first format does not say of its indexes', async () => {
    await fillWithArrays();
    const storage = new Storage(dataDir);
    const [{ key, value } = expect.fail('no collection')] = [...storage.catalog.getRange({})];
    const entry = decode(value);
    const indexes = (entry.indexes as Doc[]).map((index) => ({ ...index, multikey: false }));
    storage.catalog.putSync(key, Buffer.from(encode({ ...entry, indexes })));
    storage.meta.putSync(Buffer.from('format'), Buffer.from([1]));
    await storage.close();

    await expectArrays();
  });
});
