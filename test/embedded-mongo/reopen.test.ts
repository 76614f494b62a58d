import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts';

describe('a database that was closed and opened again', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
  });
  after(() => rm(dataDir, { recursive: true }));

  const withDatabase = async (work: (things: mongo.Collection<{ _id: string }>) => Promise<void>) => {
    const server = await startEmbeddedMongo({ dataDir });
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
});
