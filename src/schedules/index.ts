import { latestRetentionAt } from '../domain/retention.ts';
import { followTalliesDue, lookAtTalliesEveryMs } from '../operations/board/follow-tallies.ts';
import { followCards } from '../operations/card/follow-card.ts';
import { advanceRuns } from '../operations/challenge/advance-run.ts';
import { askManagers, latestAskAt } from '../operations/challenge/challenge-ask.ts';
import { followAnswers } from '../operations/challenge/follow-answer.ts';
import { nudgeDue } from '../operations/challenge/nudge.ts';
import { deliverWaiting } from '../operations/delivery/deliver-waiting.ts';
import { closeDueWeeks, latestDigestAt } from '../operations/digest/close-week.ts';
import { followRecognitions } from '../operations/digest/recognise.ts';
import { showDigestsBehind } from '../operations/digest/show-digests.ts';
import { followLessons } from '../operations/lesson/follow-lessons.ts';
import { createMissedNominationLook, listEveryMs } from '../operations/nomination/missed-nomination.ts';
import { reconcileDue, reconcileEveryMs } from '../operations/nomination/reconcile-due.ts';
import { followPlans } from '../operations/plan/follow-plan.ts';
import { eraseDue } from '../operations/privacy/erase-person.ts';
import { followRecoveries } from '../operations/recovery/follow-recovery.ts';
import { lookAtRecoveries } from '../operations/recovery/look-at-recovery.ts';
import { followReports } from '../operations/report/follow-reports.ts';
import { followSettings } from '../operations/settings/follow-settings.ts';
import { forgetStories } from '../operations/settings/forget-stories.ts';
import { followVoices } from '../operations/voice/follow-voices.ts';
import { followManagersDue, followManagersEveryMs } from '../operations/wall/follow-managers.ts';
import { lookAtLostWall } from '../operations/wall/lost-wall.ts';
import { repostOffWall } from '../operations/win/put-back.ts';
import { refreshStale } from '../operations/win/refresh-stale.ts';
import { followChannels } from '../operations/workspace/follow-channel.ts';
import type { Job } from './job.ts';

/** The table of jobs, in the order in which a tick runs them for one workspace. */
export const createJobs = (): Readonly<Record<string, Job>> => ({
  channel: {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithMovedChannels(now),
    run: followChannels,
  },
  wall: {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithLostWall(now),
    run: lookAtLostWall,
  },
  settings: {
    dueTeams: async ({ settingChanges, workspaces }, now) => [
      ...(await workspaces.teamsWithPendingChanges(now)),
      ...(await settingChanges.dueTeams(now)),
    ],
    run: followSettings,
  },
  managers: {
    dueTeams: ({ workspaces }, now) =>
      workspaces.teamsWithTurn('managersLookedAt', now, followManagersEveryMs),
    run: followManagersDue,
  },
  nudge: {
    dueTeams: ({ participants }, now) => participants.dueTeams(now),
    run: nudgeDue,
  },
  challenge: {
    dueTeams: ({ runs }, now) => runs.dueTeams(now),
    run: advanceRuns,
  },
  'challenge-ask': {
    dueTeams: async ({ challengeAsks, workspaces }, now) => [
      ...(await workspaces.teamsWithDueAsk(now, latestAskAt(now))),
      ...(await challengeAsks.dueTeams(now)),
    ],
    run: async (deps, now) => {
      await followAnswers(deps, now);
      await askManagers(deps, now);
    },
  },
  plan: {
    dueTeams: ({ plans }, now) => plans.dueTeams(now),
    run: followPlans,
  },
  digest: {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithDueDigest(now, latestDigestAt(now)),
    run: closeDueWeeks,
  },
  recognition: {
    dueTeams: ({ recognitions }, now) => recognitions.dueTeams(now),
    run: followRecognitions,
  },
  card: {
    dueTeams: ({ signatures }, now) => signatures.dueTeams(now),
    run: followCards,
  },
  'digest-message': {
    dueTeams: ({ digests }) => digests.behindTeams(),
    run: showDigestsBehind,
  },
  lesson: {
    dueTeams: ({ lessons }, now) => lessons.dueTeams(now),
    run: followLessons,
  },
  voice: {
    dueTeams: ({ voices }, now) => voices.dueTeams(now),
    run: followVoices,
  },
  delivery: {
    dueTeams: ({ deliveries }, now) => deliveries.dueTeams(now),
    run: deliverWaiting,
  },
  report: {
    dueTeams: ({ reports }, now) => reports.dueTeams(now),
    run: followReports,
  },
  recovery: {
    dueTeams: ({ recoveries }, now) => recoveries.lookTeams(now),
    run: lookAtRecoveries,
  },
  'recovery-card': {
    dueTeams: ({ recoveries }, now) => recoveries.followTeams(now),
    run: followRecoveries,
  },
  // After deliveries, some of which become parts of a note. What is due after any job is sent.
  note: {
    dueTeams: ({ noteParts }, now) => noteParts.dueTeams(now),
    run: ({ planNotes }, now) => planNotes(now),
    followsOthers: true,
  },
  'wall-message': {
    dueTeams: async ({ wins }, now) => [...(await wins.staleTeams(now)), ...(await wins.offWallTeams())],
    run: async (deps, now) => {
      await refreshStale(deps);
      await repostOffWall(deps, now);
    },
  },
  reconcile: {
    dueTeams: async ({ pendingReactions, wins, workspaces }, now) => [
      ...(await pendingReactions.dueTeams(now)),
      ...(await wins.doubtfulTeams()),
      ...(await workspaces.teamsWithTurn('reconciledAt', now, reconcileEveryMs)),
    ],
    run: reconcileDue,
  },
  board: {
    dueTeams: async ({ privateWords, wins, workspaces }, now) => [
      ...(await wins.tallyStaleTeams()),
      ...(await privateWords.tallyStaleTeams()),
      ...(await workspaces.teamsWithTurn('talliesLookedAt', now, lookAtTalliesEveryMs)),
    ],
    run: followTalliesDue,
  },
  erasure: {
    dueTeams: ({ erasures }, now) => erasures.dueTeams(now),
    run: eraseDue,
  },
  retention: {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithDueRetention(now, latestRetentionAt(now)),
    run: forgetStories,
  },
  'missed-nomination': {
    dueTeams: async ({ channels, workspaces }, now) => [
      ...(await channels.dueTeams(now)),
      ...(await workspaces.teamsWithTurn('channelsListedAt', now, listEveryMs)),
    ],
    run: createMissedNominationLook(),
  },
});
