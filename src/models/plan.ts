import type { Connection } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import type { PlanSize } from '../domain/plan.ts';
import type { Rung } from '../domain/win.ts';
import { ownDocumentsOf } from './person-document.ts';
import { planAnswersOf } from './plan-answer.ts';
import { planCountsOf } from './plan-count.ts';
import { findPlan, ownPlan, type Plan, type PlanModel, planModel, withoutEmpty } from './plan-schema.ts';
import { absent, isDuplicateKey } from './schema-options.ts';

export type { Plan } from './plan-schema.ts';

export interface NewPlan {
  planId: string;
  userId: string;
  madeBy: string;
  formId?: string | undefined;
  customerAlias?: string | undefined;
  clue?: string | undefined;
  rungBefore?: Rung | undefined;
  treat: string;
  ideaId?: string | undefined;
  isGift?: boolean | undefined;
  size: PlanSize;
  day: CalendarDay;
  isShared?: boolean | undefined;
  runId?: string | undefined;
  dayId?: string | undefined;
}

const plansOf = (model: PlanModel, teamId: string) => {
  const open = (userId: string) => ({ teamId, userId, state: 'planned' as const });

  return {
    ...ownDocumentsOf(model, teamId),
    ...planAnswersOf(model, teamId),
    ...planCountsOf(model, teamId),

    /** Stores a plan, unless the same has made one: then it is that one. */
    async make({ planId, ...plan }: NewPlan, now: Date): Promise<{ plan: Plan; isNew: boolean }> {
      const { userId, madeBy } = plan;
      const stored = { _id: planId, teamId, ...withoutEmpty(plan), state: 'planned' as const, moves: 0 };
      let isNew = true;
      try {
        await model.create({ ...stored, madeAt: now, lookAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        isNew = false;
      }
      const found = await findPlan(model, { teamId, userId, madeBy });
      if (!found) throw new Error('A plan was deleted while it was stored');
      return { plan: found, isNew };
    },

    find: (planId: string) => findPlan(model, { _id: planId, teamId }),

    findOwn: (planId: string, userId: string) => findPlan(model, ownPlan(teamId, planId, userId)),

    /** Somebody's plans that are still to do, the next first. */
    openOf: (userId: string, limit: number) =>
      model.find(open(userId)).sort({ day: 1, madeAt: 1 }).limit(limit).lean(),

    /** What somebody has made since then, whatever became of it. */
    madeSince: (userId: string, since: Date) =>
      model.find({ teamId, userId, madeAt: { $gte: since } }, { customerAlias: 1, state: 1 }).lean(),

    /** Treats of somebody's of which they may say now where the customer is. */
    askedOf: (userId: string, now: Date, limit: number) =>
      model
        .find({
          teamId,
          userId,
          state: 'done',
          laterDueAt: { $lte: now },
          laterUntilAt: { $gt: now },
          laterAt: absent,
        })
        .sort({ laterDueAt: 1 })
        .limit(limit)
        .lean(),

    /** Those that managers are shown: what is still to do first, then what was done of a day since then. */
    shared: (since: CalendarDay, limit: number) =>
      model
        .find({ teamId, isShared: true, day: { $gte: since }, state: { $in: ['planned', 'done'] } })
        // `planned` comes after `done`.
        .sort({ state: -1, day: 1, _id: 1 })
        .limit(limit)
        .lean(),

    sharedOpenCount: (): Promise<number> =>
      model.countDocuments({ teamId, isShared: true, state: 'planned' }),

    due: (now: Date, limit: number) =>
      model
        .find({ teamId, lookAt: { $lte: now } })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean(),

    /** What was due of it is done, if it is still as it was read. */
    async settle({ _id, state, moves, lookAt }: Plan, nextLookAt: Date | undefined): Promise<void> {
      await model.updateOne(
        { _id, teamId, state, moves, lookAt: lookAt ?? absent },
        nextLookAt ? { $set: { lookAt: nextLookAt } } : { $unset: { lookAt: 1 } },
      );
    },

    /** Lets a plan go that nobody did, if it is still as it was read; to be shown then. */
    async lapse({ _id, moves, day }: Plan, lookAt: Date | undefined): Promise<undefined> {
      await model.updateOne(
        { _id, teamId, state: 'planned', moves, day },
        lookAt ? { $set: { state: 'lapsed', lookAt } } : { $set: { state: 'lapsed' }, $unset: { lookAt: 1 } },
      );
    },

    /** Who has something planned. */
    openUserIds: (): Promise<string[]> => model.distinct('userId', { teamId, state: 'planned' }),

    /** Lets everything go that somebody planned who has left. */
    async lapseAllOf(userId: string): Promise<void> {
      await model.updateMany(open(userId), { $set: { state: 'lapsed' }, $unset: { lookAt: 1 } });
    },

    /** Deletes some of those that were made, and over, before that. True when none is left. */
    async forgetBefore(before: Date, limit: number): Promise<boolean> {
      const over = { state: { $ne: 'planned' as const }, doneAt: { $not: { $gte: before } } };
      const old = await model
        .find({ teamId, madeAt: { $lt: before }, ...over }, { _id: 1 })
        .limit(limit)
        .lean();
      await model.deleteMany({ _id: { $in: old.map(({ _id }) => _id) }, teamId });
      return old.length < limit;
    },
  };
};

/** What people plan to do for one customer on one day: one document a plan. */
export const createPlans = (connection: Connection) => {
  const model = planModel(connection);
  return {
    model,

    /** The workspaces with a plan to look at now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { lookAt: { $lte: now } }),

    of: (teamId: string) => plansOf(model, teamId),
  };
};
