import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../src/index.ts';

export const { MongoClient, ObjectId, Long, Decimal128, Binary, BSONRegExp, Timestamp, MinKey, MaxKey } =
  mongoose.mongo;
const { BSON } = mongoose.mongo;
export const { Int32, Double, UUID } = BSON;
export type Collection = mongoose.mongo.Collection<Doc>;
// biome-ignore lint/suspicious/noExplicitAny: the suite looks into replies of every shape.
export type Doc = { [key: string]: any };

interface Running {
  uri: string;
  client: mongoose.mongo.MongoClient;
  stop(): Promise<void>;
}

let running: Promise<Running> | undefined;

/** The server under test: the one `MONGODB_URI` names, or the built-in one on a directory of its own. */
async function start(): Promise<Running> {
  const given = process.env.MONGODB_URI;
  if (given) {
    const client = await new MongoClient(given).connect();
    return { uri: given, client, stop: () => client.close() };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
  const server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
  const client = await new MongoClient(server.uri).connect();
  return {
    uri: server.uri,
    client,
    async stop() {
      await client.close();
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

after(async () => {
  await (await running)?.stop();
  running = undefined;
});

const databaseName = `contract_${randomBytes(4).toString('hex')}`;
let collections = 0;

export interface Fixture {
  uri: string;
  client: mongoose.mongo.MongoClient;
  db: mongoose.mongo.Db;
  /** New and empty for each test. */
  things: Collection;
}

/** Fills in the fixture before each test of the surrounding `describe`. */
export function useServer(): Fixture {
  const fixture = {} as Fixture;
  before(async function () {
    this.timeout(20_000);
    running ??= start();
    const { uri, client } = await running;
    Object.assign(fixture, { uri, client, db: client.db(databaseName) });
  });
  beforeEach(() => {
    fixture.things = fixture.db.collection<Doc>(`things${++collections}`);
  });
  after(async () => {
    await fixture.db.dropDatabase();
  });
  return fixture;
}

/** Waits for a refusal and gives it back, so that its code and fields can be looked at. */
export async function refusal(promise: Promise<unknown>): Promise<Doc> {
  try {
    await promise;
  } catch (error) {
    return error as Doc;
  }
  return expect.fail('the server accepted what it must refuse');
}

/** The first error inside the reply of a write command. */
export const writeRefusal = async (reply: Promise<Doc>): Promise<Doc> => (await reply).writeErrors?.[0] ?? {};

export const idsOf = (docs: Doc[]) => docs.map(({ _id }) => _id);
