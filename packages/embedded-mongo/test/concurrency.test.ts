import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { waitFor } from './wait-for.ts';

interface Thing {
  _id: number;
  n: number;
  hits: number;
}

const COUNT = 20_000;

describe('a long command beside others', function () {
  this.timeout(60_000);

  let dataDir: string;
  let server: EmbeddedMongo;
  let client: mongo.MongoClient;
  let things: mongo.Collection<Thing>;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'concurrency-'));
    server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
    client = await new mongo.MongoClient(server.uri).connect();
    things = client.db().collection('things');
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  const fill = () => things.insertMany(Array.from({ length: COUNT }, (_, n) => ({ _id: n, n, hits: 0 })));

  /** Until the work is done, again and again. */
  const beside = async (step: (round: number) => Promise<unknown>, work: () => Promise<unknown>) => {
    let isOver = false;
    const going = (async () => {
      for (let round = 0; !isOver; round++) await step(round);
    })();
    await work().finally(() => {
      isOver = true;
    });
    await going;
  };

  it('updates every document once, though it moves on in the index meanwhile', async () => {
    await fill();
    await things.createIndex({ n: 1 });

    await beside(
      (round) => things.updateOne({ _id: (round * 97) % COUNT }, { $inc: { n: 5 * COUNT } }),
      () => things.updateMany({ n: { $gte: 0 } }, { $inc: { hits: 1 } }),
    );

    expect(await things.countDocuments({ hits: { $ne: 1 } })).to.equal(0);
  });

  it('gives the first of a sort, though that changes meanwhile', async () => {
    await fill();
    const firsts: (number | undefined)[] = [];

    // Of the first two, one is always there.
    await beside(
      async (round) => {
        await things.updateOne({ _id: (round + 1) % 2 }, { $set: { hits: 0 } });
        await things.updateOne({ _id: round % 2 }, { $set: { hits: 1 } });
      },
      async () => {
        for (let look = 0; look < 30; look++)
          firsts.push((await things.findOne({ hits: 0 }, { sort: { n: 1 } }))?.n);
      },
    );

    expect(firsts.filter((n) => n === undefined || n > 1)).to.deep.equal([]);
  });

  it('is answered before the server stops', async () => {
    const other = await new mongo.MongoClient(server.uri).connect();
    const writing = fill();
    await waitFor(
      'the first documents',
      async () => (await other.db().collection('things').countDocuments()) > 0,
    );

    await server.stop();

    expect((await writing).insertedCount).to.equal(COUNT);
    await other.close();
  });
});
