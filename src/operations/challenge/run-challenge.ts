import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf } from '../../domain/calendar.ts';
import {
  type ChallengeRefusal,
  isNudgeTime,
  type PlanFault,
  runDays,
  startRefusal,
} from '../../domain/challenge.ts';
import { weeksOf } from '../../domain/run-step.ts';
import { type RunDocument, type RunPlan, runOf } from '../../models/run.ts';
import { changerOf } from '../win/change-win.ts';
import { workspaceZone } from '../workspace/workspace-zone.ts';
import { advanceRun } from './advance-run.ts';
import { type Challenge, type ChallengeDeps, findChallenge } from './challenge.ts';

export type RunDeps = ChallengeDeps & Pick<Deps, 'clock' | 'background' | 'outbox' | 'refreshInvitation'>;

export type RunOutcome =
  | { kind: 'planned'; challenge: Challenge }
  | { kind: 'faulty'; fault: PlanFault }
  | { kind: 'refused'; why: ChallengeRefusal | 'changed-meanwhile' };

const planFault = (plan: RunPlan, dayCount: number, today: CalendarDay): PlanFault | undefined => {
  const why = startRefusal(plan.startDay, dayCount);
  if (why) return { field: 'startDay', why };
  if (plan.startDay < today) return { field: 'startDay', why: 'past' };
  return isNudgeTime(plan.nudgeAt) ? undefined : { field: 'nudgeAt', why: 'not-a-time' };
};

const overlapFault = async (
  { models, installation, packs }: ChallengeDeps,
  plan: RunPlan,
  dayIds: readonly string[],
): Promise<PlanFault> => {
  const weeks = weeksOf({ id: '', packId: '', dayIds, ...plan });
  const other = await models.runs.inWeeks(installation.teamId, weeks);
  return {
    field: 'startDay',
    why: 'overlaps',
    other: other ? { pack: packs.get(other.packId), days: runDays(runOf(other)) } : undefined,
  };
};

const isManager = async (deps: ChallengeDeps, userId: string): Promise<boolean> =>
  (await changerOf(deps, userId)).isManager;

/** Does at once what the change made due: the invitation, and the words to the participants. */
const goOn = (deps: RunDeps, run: RunDocument): void =>
  deps.background.run('challenge', async () => {
    await advanceRun(deps, run, deps.clock.now());
    await deps.refreshInvitation(run._id);
    await deps.outbox.deliverDue();
  });

const planned = async (deps: RunDeps, runId: string): Promise<RunOutcome> => {
  const challenge = await findChallenge(deps, runId);
  if (!challenge) return { kind: 'refused', why: 'gone' };
  goOn(deps, challenge.run);
  return { kind: 'planned', challenge };
};

/** Starts a run, if a manager asks for it and no other run has one of its weeks. */
export const startRun = async (
  deps: RunDeps,
  { runId = randomUUID(), packId, plan }: { runId?: string; packId: string; plan: RunPlan },
  userId: string,
  now: Date,
): Promise<RunOutcome> => {
  if (!(await isManager(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const pack = deps.packs.get(packId);
  if (!pack) return { kind: 'faulty', fault: { field: 'pack', why: 'no-such-pack' } };
  const fault = planFault(plan, pack.days.length, dayOf(now, await workspaceZone(deps)));
  if (fault) return { kind: 'faulty', fault };
  const dayIds = pack.days.map(({ id }) => id);
  const { teamId } = deps.installation;
  const started = await deps.models.runs.start(
    { runId, teamId, packId, dayIds, startedBy: userId, ...plan },
    now,
  );
  if (started === 'overlaps') return { kind: 'faulty', fault: await overlapFault(deps, plan, dayIds) };
  return planned(deps, runId);
};

const isClosed = (run: RunDocument): ChallengeRefusal | undefined => {
  if (run.cancelled) return 'cancelled';
  return run.closedAt ? 'closed' : undefined;
};

/** Gives a run another date, time or announcement, if nobody changed it since that edition. */
export const changeRun = async (
  deps: RunDeps,
  { runId, edition, plan }: { runId: string; edition: number; plan: RunPlan },
  userId: string,
  now: Date,
): Promise<RunOutcome> => {
  if (!(await isManager(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const run = await deps.models.runs.find(deps.installation.teamId, runId);
  const refusal = run ? isClosed(run) : 'gone';
  if (!run || refusal) return { kind: 'refused', why: refusal ?? 'gone' };
  if (run.edition !== edition) return { kind: 'refused', why: 'changed-meanwhile' };
  const today = dayOf(now, await workspaceZone(deps));
  // A run that has begun keeps its day when only its time is changed.
  const fault = planFault(plan, run.dayIds.length, plan.startDay === run.startDay ? run.startDay : today);
  if (fault) return { kind: 'faulty', fault };
  const changed = await deps.models.runs.change(run, plan, now);
  if (changed === 'overlaps') return { kind: 'faulty', fault: await overlapFault(deps, plan, run.dayIds) };
  if (!changed) return { kind: 'refused', why: 'changed-meanwhile' };
  await deps.models.participants.lookAgain(run.teamId, runId, now);
  return planned(deps, runId);
};

export type CancelOutcome =
  | { kind: 'cancelled'; participantCount: number }
  | { kind: 'refused'; why: ChallengeRefusal };

/** Calls a run off. What is written down for it is not sent any more: composing asks whether it stands. */
export const cancelRun = async (
  deps: RunDeps,
  { runId, why }: { runId: string; why: string | undefined },
  userId: string,
  now: Date,
): Promise<CancelOutcome> => {
  if (!(await isManager(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const { teamId } = deps.installation;
  const cancelled = await deps.models.runs.cancel(teamId, runId, userId, why, now);
  if (!cancelled) {
    const run = await deps.models.runs.find(teamId, runId);
    return { kind: 'refused', why: (run && isClosed(run)) ?? 'gone' };
  }
  const participantCount = await deps.models.participants.count(teamId, runId);
  goOn(deps, cancelled);
  return { kind: 'cancelled', participantCount };
};
