import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '../../src/database/connect.ts';
import { createModels, prepareModels, storeOf } from '../../src/models/index.ts';

/** Models on a database of their own: the one in MONGODB_URI, or the built-in one in a folder that goes away. */
export const openTestDatabase = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
  const database = await connectDatabase({ mongodbUri: process.env.MONGODB_URI || undefined, dataDir });
  const models = createModels(database.connection);
  await prepareModels(models, new Date());
  return {
    connection: database.connection,
    models,
    storeOf: (teamId: string) => storeOf(models, teamId),
    async close() {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>;
