import { advanceRuns } from '../operations/challenge/advance-run.ts';
import { askManagers, latestAskAt } from '../operations/challenge/challenge-ask.ts';
import { nudgeDue } from '../operations/challenge/nudge.ts';
import { deliverWaiting } from '../operations/delivery/deliver-waiting.ts';
import { closeDueWeeks, latestDigestAt } from '../operations/digest/close-week.ts';
import { createMissedNominationLook, listEveryMs } from '../operations/nomination/missed-nomination.ts';
import { reconcileDue, reconcileEveryMs } from '../operations/nomination/reconcile-due.ts';
import { refreshStale } from '../operations/win/refresh-stale.ts';
import type { Job } from './job.ts';

/** The table of jobs, in the order in which a tick runs them for one workspace. */
export const createJobs = (): Readonly<Record<string, Job>> => ({
  nudge: {
    dueTeams: ({ participants }, now) => participants.dueTeams(now),
    run: nudgeDue,
  },
  challenge: {
    dueTeams: ({ runs }, now) => runs.dueTeams(now),
    run: advanceRuns,
  },
  'challenge-ask': {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithDueAsk(now, latestAskAt(now)),
    run: askManagers,
  },
  digest: {
    dueTeams: ({ workspaces }, now) => workspaces.teamsWithDueDigest(now, latestDigestAt(now)),
    run: closeDueWeeks,
  },
  delivery: {
    dueTeams: ({ deliveries }, now) => deliveries.dueTeams(now),
    run: deliverWaiting,
  },
  'wall-message': {
    dueTeams: ({ wins }, now) => wins.staleTeams(now),
    run: refreshStale,
  },
  reconcile: {
    dueTeams: async ({ pendingReactions, wins, workspaces }, now) => [
      ...(await pendingReactions.dueTeams(now)),
      ...(await wins.doubtfulTeams()),
      ...(await workspaces.teamsWithTurn('reconciledAt', now, reconcileEveryMs)),
    ],
    run: reconcileDue,
  },
  'missed-nomination': {
    dueTeams: async ({ channels, workspaces }, now) => [
      ...(await channels.dueTeams(now)),
      ...(await workspaces.teamsWithTurn('channelsListedAt', now, listEveryMs)),
    ],
    run: createMissedNominationLook(),
  },
});
