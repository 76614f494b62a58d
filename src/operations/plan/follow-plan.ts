import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import { lapsesAt, laterSpan, tellableAt } from '../../domain/plan.ts';
import type { Plan } from '../../models/plan.ts';
import { ownZone } from '../workspace/own-zone.ts';
import type { PlanDeps } from './plan.ts';

const batchSize = 100;
const laterMs = 10 * 60_000;

/** Writes down that it is told on its day, or lets it go once that was too long ago. */
const followPlanned = async (deps: PlanDeps, plan: Plan, now: Date): Promise<void> => {
  const { store, people } = deps;
  const { _id: planId, userId, day, moves } = plan;
  const person = await people.find(userId);
  const zone = await ownZone(deps, userId);
  const lapseAt = lapsesAt(plan, zone);
  if (ineligibility(person) || lapseAt <= now) return store.plans.lapse(plan);
  const key = notePartKey.plan(planId, moves);
  await store.noteParts.planAgain(
    { key, kind: 'plan', userId, planId, on: day, untilAt: lapseAt },
    tellableAt(day, zone, now),
  );
  await store.plans.settle(plan, lapseAt);
};

/** Writes down that it is asked about two weeks later, along with a note. */
const followDone = async ({ store }: PlanDeps, plan: Plan): Promise<void> => {
  const { _id: planId, userId, laterDueAt, laterUntilAt } = plan;
  if (laterDueAt && laterUntilAt)
    // It may have been done before, by mistake.
    await store.noteParts.planAgain(
      {
        key: notePartKey['plan-later'](planId),
        kind: 'plan-later',
        userId,
        planId,
        untilAt: laterUntilAt,
      },
      laterDueAt,
    );
  await store.plans.settle(plan, undefined);
};

/** Sees to what follows from how a plan stands. Can be repeated. */
export const followPlan = async (deps: PlanDeps, plan: Plan, now: Date): Promise<void> => {
  if (plan.state === 'planned') return followPlanned(deps, plan, now);
  if (plan.state === 'done') return followDone(deps, plan);
  return deps.store.plans.settle(plan, undefined);
};

/** The same as things stand with it after a change. */
export const followChanged = async (deps: PlanDeps, planId: string, now: Date): Promise<Plan | undefined> => {
  const plan = await deps.store.plans.find(planId);
  if (!plan) return undefined;
  if (plan.lookAt) await followPlan(deps, plan, now);
  return plan;
};

/** Sees to every plan that is due: what a process did not come to, and what is let go. One holds up no other. */
export const followPlans = async (deps: PlanDeps & Pick<Deps, 'logger'>, now: Date): Promise<void> => {
  for (;;) {
    const due = await deps.store.plans.due(now, batchSize);
    for (const plan of due) {
      try {
        await followPlan(deps, plan, now);
      } catch (error) {
        deps.logger.warn({ feature: 'plan', err: error }, 'a plan could not be followed yet');
        await deps.store.plans.settle(plan, new Date(now.getTime() + laterMs));
      }
    }
    if (due.length < batchSize) return;
  }
};

/** From when until when its owner is asked where the customer is. */
export const laterOf = (now: Date, zone: string) => laterSpan(dayOf(now, zone), zone);

/** Whoever leaves plans nothing here any more. */
export const followLeaver = async ({ store, people }: PlanDeps, userId: string): Promise<void> => {
  if (ineligibility(await people.find(userId)) === 'deactivated') await store.plans.lapseAllOf(userId);
};

/** The same of everybody who may have left while nobody listened. */
export const followLeavers = async (deps: PlanDeps): Promise<void> => {
  const userIds = await deps.store.plans.openUserIds();
  if (userIds.length === 0) return;
  await deps.people.prepare(userIds);
  for (const userId of userIds) await followLeaver(deps, userId);
};
