import type { Connection } from 'mongoose';
import { createChallengeAsks } from './challenge-ask.ts';
import { createChannels } from './channel.ts';
import { createDeliveries } from './delivery.ts';
import { createDigests } from './digest.ts';
import { createNominations } from './nomination.ts';
import { createParticipants } from './participant.ts';
import { createPendingReactions } from './pending-reaction.ts';
import { createRuns } from './run.ts';
import { createSubmissions } from './submission.ts';
import { createWins } from './win.ts';
import { createWorkspaces } from './workspace.ts';

export const createModels = (connection: Connection) => ({
  challengeAsks: createChallengeAsks(connection),
  channels: createChannels(connection),
  deliveries: createDeliveries(connection),
  digests: createDigests(connection),
  nominations: createNominations(connection),
  participants: createParticipants(connection),
  pendingReactions: createPendingReactions(connection),
  runs: createRuns(connection),
  submissions: createSubmissions(connection),
  wins: createWins(connection),
  workspaces: createWorkspaces(connection),
});

export type Models = ReturnType<typeof createModels>;

/** Makes missing collections and indexes. Never drops one: an index that is no longer declared stays. */
export const prepareModels = async (models: Models): Promise<void> => {
  for (const { model } of Object.values(models)) await model.createIndexes();
};
