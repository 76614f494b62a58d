import type { Deps } from '../../deps.ts';
import type { CalendarDay } from '../../domain/calendar.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { resumeRefusal } from '../../domain/plan-answer.ts';
import type { Plan } from '../../models/plan.ts';
import type { Message } from '../../views/message.ts';
import { type PlanCard, planMessage } from '../../views/plan/plan-card.ts';
import { todayOf } from '../workspace/own-zone.ts';

export type PlanDeps = Pick<Deps, 'store' | 'workspace' | 'people'>;

/** `now`: where it is still asked whether it was done by mistake. */
export const cardOf = (plan: Plan, today: CalendarDay, now?: Date): PlanCard => ({
  planId: plan._id,
  customerAlias: plan.customerAlias ?? undefined,
  clue: plan.clue ?? undefined,
  treat: plan.treat,
  isGift: plan.isGift === true,
  size: plan.size,
  day: plan.day,
  state: plan.state,
  moves: plan.moves,
  note: plan.note ?? undefined,
  rungBefore: plan.rungBefore ?? undefined,
  rungAfter: plan.rungAfter ?? undefined,
  later: plan.later ?? undefined,
  evidence: plan.evidence ?? [],
  today,
  mayResume: now !== undefined && resumeRefusal(plan, false, now) === undefined,
});

/** A plan as its owner sees it now; nobody else is shown it. */
export const findCard = async (
  deps: PlanDeps,
  planId: string,
  userId: string,
  now: Date,
): Promise<PlanCard | undefined> => {
  const plan = await deps.store.plans.findOwn(planId, userId);
  return plan ? cardOf(plan, await todayOf(deps, userId, now), now) : undefined;
};

export const messageOfPlan = async (
  deps: PlanDeps,
  planId: string,
  userId: string,
  now: Date,
): Promise<Message | undefined> => {
  const card = await findCard(deps, planId, userId, now);
  return card && planMessage(card);
};

/** Shows the plan's state in every note that told of it. */
export const showPlan = async (
  { refreshNote }: Pick<Deps, 'refreshNote'>,
  { _id, moves }: Plan,
): Promise<void> => {
  const keys = Array.from({ length: moves + 1 }, (_, index) => notePartKey.plan(_id, index));
  for (const key of [...keys, notePartKey['plan-later'](_id)]) await refreshNote(key);
};
