import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { ChallengeRefusal, DayRef } from '../../domain/challenge.ts';
import { ineligibility } from '../../domain/person.ts';
import { type DayFault, planDayFault } from '../../domain/plan.ts';
import type { PlanRefusal } from '../../domain/plan-answer.ts';
import type { NewPlan, Plan } from '../../models/plan.ts';
import { type AnswerDayDeps, markDayDone } from '../challenge/answer-day.ts';
import { openDay } from '../challenge/challenge.ts';
import { todayOf } from '../workspace/own-zone.ts';
import { followChanged } from './follow-plan.ts';
import type { PlanDeps } from './plan.ts';

export type MakePlanDeps = PlanDeps & AnswerDayDeps & Pick<Deps, 'logger' | 'refreshNote'>;

export interface PlanRequest extends Omit<NewPlan, 'planId' | 'madeBy' | 'runId' | 'dayId'> {
  /** The form it came in: sent twice, it is one plan. */
  formId: string;
  /** The day of a challenge that is done with it. */
  challengeDay?: DayRef | undefined;
}

export type PlanOutcome =
  | { kind: 'planned'; plan: Plan }
  | { kind: 'day-fault'; fault: DayFault }
  | { kind: 'refused'; why: PlanRefusal }
  | { kind: 'day-refused'; why: ChallengeRefusal };

/** What follows is done by the job when this process does not come to it. */
const followed = async (deps: MakePlanDeps, plan: Plan, now: Date): Promise<Plan> => {
  try {
    return (await followChanged(deps, plan._id, now)) ?? plan;
  } catch (error) {
    deps.logger.warn({ feature: 'plan', err: error }, 'a plan is followed later');
    return plan;
  }
};

/** Stores a plan, once for what it is made by, however often and wherever that is sent. */
export const storePlan = async (
  deps: MakePlanDeps,
  plan: Omit<NewPlan, 'planId'>,
  now: Date,
): Promise<Plan> => {
  const made = await deps.store.plans.make({ planId: randomUUID(), ...plan }, now);
  return followed(deps, made.plan, now);
};

const byDay = ({ runId, dayId }: DayRef): string => `day:${runId}:${dayId}`;

/** Plans a treat for one customer. A day of a challenge that asked for it is done then. Stored when this resolves. */
export const makePlan = async (deps: MakePlanDeps, request: PlanRequest, now: Date): Promise<PlanOutcome> => {
  const { challengeDay, ...fields } = request;
  const { userId, formId, day } = fields;
  if (ineligibility(await deps.people.find(userId))) return { kind: 'refused', why: 'outsider' };
  const fault = planDayFault(day, await todayOf(deps, userId, now));
  if (fault) return { kind: 'day-fault', fault };
  const opened = challengeDay && (await openDay(deps, { ...challengeDay, userId }, now));
  if (typeof opened === 'string') return { kind: 'day-refused', why: opened };
  const madeBy = challengeDay ? byDay(challengeDay) : `form:${formId}`;
  const plan = await storePlan(deps, { ...fields, ...challengeDay, madeBy }, now);
  // What they wrote is theirs alone: the day only says that it is done. A process may have ended between the two.
  if (challengeDay)
    await markDayDone(deps, { ...challengeDay, userId, formId, note: undefined, isWin: false }, now);
  return plan.formId === formId ? { kind: 'planned', plan } : { kind: 'refused', why: 'planned-already' };
};
