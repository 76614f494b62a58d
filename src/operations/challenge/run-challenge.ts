import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf, mondayOf } from '../../domain/calendar.ts';
import {
  type ChallengeRefusal,
  isNudgeTime,
  type PlanFault,
  runDays,
  startRefusal,
} from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { weeksOf } from '../../domain/run-step.ts';
import { type RunDocument, type RunPlan, runOf } from '../../models/run.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { withPublicChannelsIn } from '../workspace/public-text.ts';
import { advanceRun } from './advance-run.ts';
import { type Challenge, type ChallengeDeps, findChallenge } from './challenge.ts';

export type RunDeps = ChallengeDeps &
  Pick<Deps, 'clock' | 'channels' | 'background' | 'outbox' | 'refreshInvitation' | 'refreshDay'>;

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
  { store, packs }: ChallengeDeps,
  plan: RunPlan,
  dayIds: readonly string[],
): Promise<PlanFault> => {
  const weeks = weeksOf({ id: '', packId: '', dayIds, ...plan });
  const other = await store.runs.inWeeks(weeks);
  return {
    field: 'startDay',
    why: 'overlaps',
    other: other ? { pack: packs.get(other.packId), days: runDays(runOf(other)) } : undefined,
  };
};

/** Does at once what the change made due, which the next tick does otherwise: the invitation, and the words to the participants. */
const advanceNow = (deps: RunDeps, run: RunDocument): void =>
  deps.background.run('challenge', async () => {
    await advanceRun(deps, run, deps.clock.now());
    await deps.refreshInvitation(run._id);
    await deps.outbox.deliverDue();
  });

const planned = async (deps: RunDeps, runId: string, now: Date): Promise<RunOutcome> => {
  const challenge = await findChallenge(deps, runId);
  if (!challenge) return { kind: 'refused', why: 'gone' };
  // It answers what the managers may have been asked about that week, however it came about.
  for (const monday of new Set(runDays(challenge.rules).map(({ on }) => mondayOf(on))))
    await deps.store.challengeAsks.planFollow(monday, now);
  advanceNow(deps, challenge.run);
  return { kind: 'planned', challenge };
};

interface Start {
  packId: string;
  plan: RunPlan;
}

type NotPlanned = Exclude<RunOutcome, { kind: 'planned' }>;

const packFor = async (
  deps: ChallengeDeps,
  { packId, plan }: Start,
  userId: string,
  now: Date,
): Promise<{ kind: 'pack'; pack: ChallengePack } | NotPlanned> => {
  if (!(await managesWorkspace(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const pack = deps.packs.get(packId);
  if (!pack) return { kind: 'faulty', fault: { field: 'pack', why: 'no-such-pack' } };
  const fault = planFault(plan, pack.days.length, dayOf(now, (await deps.workspace()).zone));
  return fault ? { kind: 'faulty', fault } : { kind: 'pack', pack };
};

const dayIdsOf = ({ days }: ChallengePack): string[] => days.map(({ id }) => id);

/** Why this person cannot start this run now; undefined when they can, as far as can be known beforehand. */
export const whyNotStart = async (
  deps: ChallengeDeps,
  start: Start,
  userId: string,
  now: Date,
): Promise<NotPlanned | undefined> => {
  const found = await packFor(deps, start, userId, now);
  if (found.kind !== 'pack') return found;
  const dayIds = dayIdsOf(found.pack);
  const weeks = weeksOf({ id: '', packId: '', dayIds, ...start.plan });
  if (!(await deps.store.runs.inWeeks(weeks))) return undefined;
  return { kind: 'faulty', fault: await overlapFault(deps, start.plan, dayIds) };
};

/** Starts a run, if a manager asks for it and no other run has one of its weeks. */
export const startRun = async (
  deps: RunDeps,
  { runId = randomUUID(), ...start }: Start & { runId?: string },
  userId: string,
  now: Date,
): Promise<RunOutcome> => {
  const found = await packFor(deps, start, userId, now);
  if (found.kind !== 'pack') return found;
  const { packId, plan } = start;
  const dayIds = dayIdsOf(found.pack);
  const started = await deps.store.runs.start({ runId, packId, dayIds, startedBy: userId, ...plan }, now);
  if (started === 'overlaps') return { kind: 'faulty', fault: await overlapFault(deps, plan, dayIds) };
  return planned(deps, runId, now);
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
  if (!(await managesWorkspace(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const run = await deps.store.runs.find(runId);
  const refusal = run ? isClosed(run) : 'gone';
  if (!run || refusal) return { kind: 'refused', why: refusal ?? 'gone' };
  if (run.edition !== edition) return { kind: 'refused', why: 'changed-meanwhile' };
  const today = dayOf(now, (await deps.workspace()).zone);
  // A run that has begun keeps its day when only its time is changed.
  const fault = planFault(plan, run.dayIds.length, plan.startDay === run.startDay ? run.startDay : today);
  if (fault) return { kind: 'faulty', fault };
  const changed = await deps.store.runs.change(run, plan, now);
  if (changed === 'overlaps') return { kind: 'faulty', fault: await overlapFault(deps, plan, run.dayIds) };
  if (!changed) return { kind: 'refused', why: 'changed-meanwhile' };
  return planned(deps, runId, now);
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
  if (!(await managesWorkspace(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const said = await withPublicChannelsIn(deps, why);
  const cancelled = await deps.store.runs.cancel(runId, userId, said, now);
  if (!cancelled) {
    const run = await deps.store.runs.find(runId);
    return { kind: 'refused', why: (run && isClosed(run)) ?? 'gone' };
  }
  const participantCount = await deps.store.participants.count(runId);
  advanceNow(deps, cancelled);
  return { kind: 'cancelled', participantCount };
};
