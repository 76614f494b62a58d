import { dayOf } from '../../domain/calendar.ts';
import type { ChallengeRefusal } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { nextServiceWeek } from '../../domain/service-week.ts';
import type { RunPlan } from '../../models/run.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { type Challenge, type ChallengeDeps, findChallenge } from './challenge.ts';
import { defaultPack, defaultPlan } from './challenge-ask.ts';

const managerRefusal = async (deps: ChallengeDeps, userId: string): Promise<ChallengeRefusal | undefined> =>
  (await managesWorkspace(deps, userId)) ? undefined : 'not-manager';

/** What a manager who wants to start a run is offered: the next Customer Service Week. */
export const proposeRun = async (
  deps: ChallengeDeps,
  userId: string,
  now: Date,
): Promise<{ pack: ChallengePack; plan: RunPlan } | ChallengeRefusal> => {
  const refusal = await managerRefusal(deps, userId);
  const pack = defaultPack(deps);
  if (refusal || !pack) return refusal ?? 'gone';
  const workspace = await deps.workspace();
  return { pack, plan: defaultPlan(workspace, nextServiceWeek(dayOf(now, workspace.zone))) };
};

/** The run that a manager wants to move or call off, if it still can be. */
export const openRun = async (
  deps: ChallengeDeps,
  runId: string,
  userId: string,
): Promise<Challenge | ChallengeRefusal> => {
  const refusal = await managerRefusal(deps, userId);
  if (refusal) return refusal;
  const challenge = await findChallenge(deps, runId);
  if (!challenge) return 'gone';
  if (challenge.run.cancelled) return 'cancelled';
  return challenge.run.closedAt ? 'closed' : challenge;
};

/** The same, with how many would be told that it is off. */
export const openRunToCancel = async (
  deps: ChallengeDeps,
  runId: string,
  userId: string,
): Promise<{ pack: ChallengePack; participantCount: number } | ChallengeRefusal> => {
  const opened = await openRun(deps, runId, userId);
  if (typeof opened === 'string') return opened;
  const participantCount = await deps.store.participants.count(runId);
  return { pack: opened.pack, participantCount };
};
