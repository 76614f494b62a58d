import { sizeOfMinutes } from '../../domain/plan.ts';
import type { PlanRefusal } from '../../domain/plan-answer.ts';
import type { Plan } from '../../models/plan.ts';
import type { IdeaDeps } from '../idea/read-ideas.ts';
import { tryIdea } from '../idea/try-idea.ts';
import { todayOf } from '../workspace/own-zone.ts';
import { bringPlanBack } from './answer-plan.ts';
import { type MakePlanDeps, storePlan } from './make-plan.ts';

export type TryPlanDeps = MakePlanDeps & IdeaDeps & Parameters<typeof bringPlanBack>[0];

/**
 * A little extra as a plan for today, without a form: once, however often it is pressed. One that was dropped today is
 * taken up again.
 */
export const tryPlan = async (
  deps: TryPlanDeps,
  userId: string,
  ideaId: string,
  now: Date,
): Promise<{ kind: 'planned'; plan: Plan } | { kind: 'refused'; why: PlanRefusal }> => {
  const tried = await tryIdea(deps, userId, ideaId, now);
  if (tried.kind !== 'idea') return { kind: 'refused', why: tried.kind === 'gone' ? 'no-idea' : 'outsider' };
  const { text, minutes, isGift } = tried.idea;
  const today = await todayOf(deps, userId, now);
  const plan = await storePlan(
    deps,
    {
      userId,
      madeBy: `idea:${ideaId}:${today}`,
      treat: text,
      ideaId,
      isGift,
      size: sizeOfMinutes(minutes),
      day: today,
    },
    now,
  );
  if (plan.state !== 'dropped') return { kind: 'planned', plan };
  await bringPlanBack(deps, { planId: plan._id, userId }, now);
  return { kind: 'planned', plan: (await deps.store.plans.findOwn(plan._id, userId)) ?? plan };
};
