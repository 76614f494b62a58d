import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import { lapsesAt, laterSpan, tellableAt } from '../../domain/plan.ts';
import { offersEndAt, tellingWithinMs } from '../../domain/plan-answer.ts';
import type { Plan } from '../../models/plan.ts';
import { ownZone } from '../workspace/own-zone.ts';
import { type PlanDeps, showPlan } from './plan.ts';

export type FollowPlanDeps = PlanDeps & Pick<Deps, 'refreshNote'>;

const batchSize = 100;
const laterMs = 10 * 60_000;

/** Writes down that it is told on its day, until when that makes sense; undefined: it was let go. */
const followPlanned = async (deps: FollowPlanDeps, plan: Plan, now: Date): Promise<Date | undefined> => {
  const { store, people } = deps;
  const { _id: planId, userId, day, moves } = plan;
  const person = await people.find(userId);
  const zone = await ownZone(deps, userId);
  const lapseAt = lapsesAt(plan, zone);
  if (ineligibility(person)) return store.plans.lapse(plan, undefined);
  // Notes that told of it offer nothing any more.
  if (lapseAt <= now) return store.plans.lapse(plan, now);
  const key = notePartKey.plan(planId, moves);
  await store.noteParts.planAgain(
    { key, kind: 'plan', userId, planId, on: day, untilAt: lapseAt },
    tellableAt(day, zone, now),
  );
  return lapseAt;
};

/** Whoever made a win of it may have ended before that was written down. Says when to look for it again. */
const followTold = async ({ store }: FollowPlanDeps, plan: Plan, now: Date): Promise<Date | undefined> => {
  const { _id: planId, tellingAt, winId } = plan;
  if (!tellingAt || winId) return undefined;
  const win = await store.wins.findOfPlan(planId);
  if (win) {
    await store.deliveries.plan({ key: deliveryKey.win(win._id), kind: 'win', winId: win._id }, now);
    await store.plans.recordWin(planId, win._id);
    return undefined;
  }
  const until = new Date(tellingAt.getTime() + tellingWithinMs);
  return until > now ? until : undefined;
};

/** Writes down that it is asked about two weeks later, along with a note. */
const followDone = async (deps: FollowPlanDeps, plan: Plan, now: Date): Promise<Date | undefined> => {
  const { _id: planId, userId, laterDueAt, laterUntilAt, laterAt } = plan;
  if (laterDueAt && laterUntilAt && !laterAt)
    // It may have been done before, by mistake.
    await deps.store.noteParts.planAgain(
      {
        key: notePartKey['plan-later'](planId),
        kind: 'plan-later',
        userId,
        planId,
        untilAt: laterUntilAt,
      },
      laterDueAt,
    );
  const times = [await followTold(deps, plan, now), ...offersEndAt(plan)];
  const ahead = times.flatMap((each) => (each && each > now ? [each.getTime()] : []));
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : undefined;
};

/** Sees to what follows from how a plan stands, and that notes show it. Can be repeated. */
export const followPlan = async (deps: FollowPlanDeps, plan: Plan, now: Date): Promise<void> => {
  const lookAt = await {
    planned: () => followPlanned(deps, plan, now),
    done: () => followDone(deps, plan, now),
    dropped: async () => undefined,
    lapsed: async () => undefined,
  }[plan.state]();
  // What is let go is let go without a word.
  if (plan.state === 'planned' && !lookAt) return;
  await showPlan(deps, plan);
  await deps.store.plans.settle(plan, lookAt);
};

/** The same as things stand with it after a change. */
export const followChanged = async (
  deps: FollowPlanDeps,
  planId: string,
  now: Date,
): Promise<Plan | undefined> => {
  const plan = await deps.store.plans.find(planId);
  if (!plan) return undefined;
  if (plan.lookAt) await followPlan(deps, plan, now);
  return plan;
};

/** The same beside what a person waits for; the job does it when this process does not come to it. */
export const followSoon = (
  deps: FollowPlanDeps & Pick<Deps, 'background'>,
  planId: string,
  now: Date,
): void =>
  deps.background.run('plan', async () => {
    await followChanged(deps, planId, now);
  });

/** Sees to every plan that is due: what a process did not come to, and what is let go. One holds up no other. */
export const followPlans = async (deps: FollowPlanDeps & Pick<Deps, 'logger'>, now: Date): Promise<void> => {
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
