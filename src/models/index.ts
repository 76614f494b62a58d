import type { Connection } from 'mongoose';
import { createDeliveries } from './delivery.ts';
import { createNominations } from './nomination.ts';
import { createSubmissions } from './submission.ts';
import { createWins } from './win.ts';
import { createWorkspaces } from './workspace.ts';

export const createModels = (connection: Connection) => ({
  deliveries: createDeliveries(connection),
  nominations: createNominations(connection),
  submissions: createSubmissions(connection),
  wins: createWins(connection),
  workspaces: createWorkspaces(connection),
});

export type Models = ReturnType<typeof createModels>;

/** Makes missing collections and indexes. Never drops one: an index that is no longer declared stays. */
export const prepareModels = async (models: Models): Promise<void> => {
  for (const { model } of Object.values(models)) await model.createIndexes();
};
