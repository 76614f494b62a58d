import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from 'embedded-mongo';
import { connectDatabase } from '../../src/database/connect.ts';
import { createModels, prepareModels, storeOf } from '../../src/models/index.ts';

const { setTimeout: inRealTime } = globalThis;

/** How long the built-in server is kept for the next file of tests, since starting it costs more than most of them. */
const keptForMs = 1_000;

const startServer = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
  const server = await startEmbeddedMongo({ dataDir, databaseName: 'test' });
  return {
    uri: server.uri,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

let builtIn: ReturnType<typeof startServer> | undefined;
let users = 0;
let databases = 0;

const stopIfUnused = async (): Promise<void> => {
  if (users > 0 || !builtIn) return;
  const unused = builtIn;
  builtIn = undefined;
  await (await unused).stop();
};

/** A database of its own on the built-in server, which the tests of a process share. */
const newDatabase = async () => {
  users += 1;
  databases += 1;
  builtIn ??= startServer();
  const uri = new URL((await builtIn).uri);
  uri.pathname = `/test-${databases}`;
  return {
    uri: uri.href,
    leave: (): void => {
      users -= 1;
      inRealTime(() => void stopIfUnused(), keptForMs);
    },
  };
};

const givenDatabase = (uri: string) => ({ uri, leave: (): void => undefined });

/** Models on a database of their own: the one in MONGODB_URI, or the built-in one in a folder that goes away. */
export const openTestDatabase = async () => {
  const given = process.env.MONGODB_URI;
  const { uri, leave } = given ? givenDatabase(given) : await newDatabase();
  const database = await connectDatabase({ mongodbUri: uri, dataDir: '' });
  const models = createModels(database.connection);
  await prepareModels(models, new Date());
  return {
    connection: database.connection,
    models,
    storeOf: (teamId: string) => storeOf(models, teamId),
    async close() {
      await database.close();
      leave();
    },
  };
};

export type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>;
