import type { Connection } from 'mongoose';
import { createChallengeAsks } from './challenge-ask.ts';
import { createChannels } from './channel.ts';
import { createDeliveries } from './delivery.ts';
import { createDigests } from './digest.ts';
import { createDownloads } from './download.ts';
import { createErasures } from './erasure.ts';
import { createHomes } from './home.ts';
import { createIdeas } from './idea.ts';
import { createIdeaSights } from './idea-sight.ts';
import { createLessons } from './lesson.ts';
import { createMigrations } from './migrations.ts';
import { createNominations } from './nomination.ts';
import { createNoteParts } from './note-part.ts';
import { createOwner } from './owner.ts';
import { createParticipants } from './participant.ts';
import { createPendingReactions } from './pending-reaction.ts';
import { createPlans } from './plan.ts';
import { createPreferences } from './preference.ts';
import { createPrivateWords } from './private-word.ts';
import { createRecognitions } from './recognition.ts';
import { createRecoveries } from './recovery.ts';
import { createReports } from './report.ts';
import { createRuns } from './run.ts';
import { createScreens } from './screen.ts';
import { createSeenEmoji } from './seen-emoji.ts';
import { createSettingChanges } from './setting-change.ts';
import { createSignatures } from './signature.ts';
import { createSubmissions } from './submission.ts';
import { createTallies } from './tally.ts';
import { createVeterans } from './veteran.ts';
import { createVisitCounts } from './visit-count.ts';
import { createVisitSalts } from './visit-salt.ts';
import { createVoices } from './voice.ts';
import { createWins } from './win.ts';
import { createWorkspaces } from './workspace.ts';

/** The collections of every workspace, for what looks across them. */
export const createModels = (connection: Connection) => ({
  challengeAsks: createChallengeAsks(connection),
  channels: createChannels(connection),
  deliveries: createDeliveries(connection),
  digests: createDigests(connection),
  downloads: createDownloads(connection),
  erasures: createErasures(connection),
  homes: createHomes(connection),
  ideas: createIdeas(connection),
  ideaSights: createIdeaSights(connection),
  lessons: createLessons(connection),
  migrations: createMigrations(connection),
  nominations: createNominations(connection),
  noteParts: createNoteParts(connection),
  owner: createOwner(connection),
  participants: createParticipants(connection),
  pendingReactions: createPendingReactions(connection),
  plans: createPlans(connection),
  preferences: createPreferences(connection),
  privateWords: createPrivateWords(connection),
  recognitions: createRecognitions(connection),
  recoveries: createRecoveries(connection),
  reports: createReports(connection),
  runs: createRuns(connection),
  screens: createScreens(connection),
  seenEmoji: createSeenEmoji(connection),
  settingChanges: createSettingChanges(connection),
  signatures: createSignatures(connection),
  submissions: createSubmissions(connection),
  tallies: createTallies(connection),
  veterans: createVeterans(connection),
  voices: createVoices(connection),
  visitCounts: createVisitCounts(connection),
  visitSalts: createVisitSalts(connection),
  wins: createWins(connection),
  workspaces: createWorkspaces(connection),
});

export type Models = ReturnType<typeof createModels>;

/** One workspace's part of the database: no query made through it can see another's. */
export const storeOf = (models: Models, teamId: string) => ({
  challengeAsks: models.challengeAsks.of(teamId),
  channels: models.channels.of(teamId),
  deliveries: models.deliveries.of(teamId),
  digests: models.digests.of(teamId),
  downloads: models.downloads.of(teamId),
  erasures: models.erasures.of(teamId),
  homes: models.homes.of(teamId),
  ideas: models.ideas.of(teamId),
  ideaSights: models.ideaSights.of(teamId),
  lessons: models.lessons.of(teamId),
  nominations: models.nominations.of(teamId),
  noteParts: models.noteParts.of(teamId),
  participants: models.participants.of(teamId),
  pendingReactions: models.pendingReactions.of(teamId),
  plans: models.plans.of(teamId),
  preferences: models.preferences.of(teamId),
  privateWords: models.privateWords.of(teamId),
  recognitions: models.recognitions.of(teamId),
  recoveries: models.recoveries.of(teamId),
  reports: models.reports.of(teamId),
  runs: models.runs.of(teamId),
  screens: models.screens.of(teamId),
  seenEmoji: models.seenEmoji.of(teamId),
  settingChanges: models.settingChanges.of(teamId),
  signatures: models.signatures.of(teamId),
  submissions: models.submissions.of(teamId),
  tallies: models.tallies.of(teamId),
  veterans: models.veterans.of(teamId),
  voices: models.voices.of(teamId),
  wins: models.wins.of(teamId),
  workspace: models.workspaces.of(teamId),
});

export type Store = ReturnType<typeof storeOf>;

/** Makes missing collections and indexes, then what migrations ask for. Never drops an index that is no longer declared. */
export const prepareModels = async (models: Models, now: Date): Promise<void> => {
  for (const { model } of Object.values(models)) await model.createIndexes();
  await models.migrations.run(now);
};
