import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { CalendarDay, Span } from '../domain/calendar.ts';
import {
  type LaterStand,
  laterStands,
  mostMoves,
  type PlanEvidence,
  type PlanSize,
  planEvidence,
  planSizes,
  planStates,
} from '../domain/plan.ts';
import { ladder, type Rung } from '../domain/win.ts';
import { ownDocumentsOf } from './person-document.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** Whose it is: nobody else reads it, unless it is shared with managers. */
    userId: { type: String, required: true },
    /** What it was made by: a form, a little extra on a day, a day of a challenge. Each makes one plan. */
    madeBy: { type: String, required: true },
    /** The form it came in: sent twice, it is one plan. */
    formId: String,
    madeAt: { type: Date, required: true },
    /** Absent of one that was made of a little extra without a form. */
    customerAlias: String,
    /** What its owner knows about them. */
    clue: String,
    rungBefore: { type: String, enum: ladder },
    treat: { type: String, required: true },
    ideaId: String,
    /** They may not be allowed to accept it. */
    isGift: Boolean,
    size: { type: String, enum: planSizes, required: true },
    /** A calendar day of its owner's. */
    day: { type: String, required: true },
    isShared: Boolean,
    /** The day of a challenge that asked for it. */
    runId: String,
    dayId: String,
    state: { type: String, enum: planStates, required: true },
    moves: { type: Number, required: true },
    doneAt: Date,
    doneIn: String,
    /** What happened, as typed. */
    note: String,
    rungAfter: { type: String, enum: ladder },
    winId: String,
    droppedAt: Date,
    /** From when until when it is asked where they are now. */
    laterDueAt: Date,
    laterUntilAt: Date,
    later: { type: String, enum: laterStands },
    evidence: { type: [{ type: String, enum: planEvidence }], default: undefined },
    laterAt: Date,
    laterIn: String,
    /** When the bot looks at it next. Absent once nothing is left to do. */
    lookAt: Date,
  },
  { ...schemaOptions, collection: 'plans' },
);

schema.index({ teamId: 1, userId: 1, madeBy: 1 }, { unique: true });
/** Somebody's plans: Home, `/brag plan`, `/brag mine`. */
schema.index({ teamId: 1, userId: 1, state: 1, day: 1 });
schema.index({ teamId: 1, userId: 1, madeAt: -1 });
/** Who has something planned. */
schema.index({ teamId: 1, state: 1, userId: 1 });
schema.index({ lookAt: 1, teamId: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });
schema.index({ teamId: 1, lookAt: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } });
/** What a week came to; and what is too old to be kept. */
schema.index({ teamId: 1, madeAt: 1 });
schema.index({ teamId: 1, doneAt: 1 }, { partialFilterExpression: { doneAt: { $exists: true } } });
schema.index({ teamId: 1, laterAt: 1 }, { partialFilterExpression: { laterAt: { $exists: true } } });
schema.index({ teamId: 1, isShared: 1, day: 1 }, { partialFilterExpression: { isShared: true } });

type PlanFields = InferSchemaType<typeof schema>;
const modelFor = (connection: Connection) => connection.model('Plan', schema);
const findLean = (model: ReturnType<typeof modelFor>, filter: QueryFilter<PlanFields>) =>
  model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type Plan = NonNullable<Awaited<ReturnType<typeof findLean>>>;

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

export interface PlanDone {
  formId: string;
  note: string | undefined;
  customerAlias: string | undefined;
  rungAfter: Rung | undefined;
  laterDueAt: Date;
  laterUntilAt: Date;
}

/** What is not said is not stored. */
const withoutEmpty = <T extends object>(fields: T) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== false),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };

const absent = { $exists: false } as const;

const plansOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  /** Nobody changes a plan but whose it is. */
  const own = (planId: string, userId: string) => ({ _id: planId, teamId, userId });
  const open = (userId: string) => ({ teamId, userId, state: 'planned' as const });

  return {
    ...ownDocumentsOf(model, teamId),

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
      const found = await findLean(model, { teamId, userId, madeBy });
      if (!found) throw new Error('A plan was deleted while it was stored');
      return { plan: found, isNew };
    },

    find: (planId: string) => findLean(model, { _id: planId, teamId }),

    findOwn: (planId: string, userId: string) => findLean(model, own(planId, userId)),

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

    /** Taken as done, once: what happens at the same moment comes too late. */
    async markDone(planId: string, userId: string, done: PlanDone, now: Date): Promise<boolean> {
      const { formId, customerAlias, laterDueAt, laterUntilAt, note, rungAfter } = done;
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned' },
        {
          $set: {
            state: 'done',
            doneAt: now,
            doneIn: formId,
            lookAt: now,
            ...withoutEmpty({ note, rungAfter, customerAlias }),
            ...(customerAlias && { laterDueAt, laterUntilAt }),
          },
        },
      );
      return result.modifiedCount === 1;
    },

    async recordWin(planId: string, winId: string): Promise<void> {
      await model.updateOne({ _id: planId, teamId, state: 'done' }, { $set: { winId } });
    },

    /** To another day, as it was when its form was opened. False when it was moved or ended meanwhile. */
    async move(planId: string, userId: string, moves: number, day: CalendarDay, now: Date): Promise<boolean> {
      if (moves >= mostMoves) return false;
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned', moves },
        { $set: { day, lookAt: now }, $inc: { moves: 1 } },
      );
      return result.modifiedCount === 1;
    },

    async drop(planId: string, userId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned' },
        { $set: { state: 'dropped', droppedAt: now }, $unset: { lookAt: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** What was dropped is planned again. What lapsed stays so. */
    async bringBack(planId: string, userId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'dropped' },
        { $set: { state: 'planned', lookAt: now }, $unset: { droppedAt: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** Notes where the customer is two weeks later: once, and as long as it is asked. */
    async recordLater(
      planId: string,
      userId: string,
      { formId, later, evidence }: { formId: string; later: LaterStand; evidence: readonly PlanEvidence[] },
      now: Date,
    ): Promise<boolean> {
      const result = await model.updateOne(
        {
          ...own(planId, userId),
          state: 'done',
          laterDueAt: { $lte: now },
          laterUntilAt: { $gt: now },
          laterAt: absent,
        },
        { $set: { later, evidence: [...evidence], laterAt: now, laterIn: formId } },
      );
      return result.modifiedCount === 1;
    },

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

    /** Lets a plan go that nobody did, if it is still as it was read. */
    async lapse({ _id, moves, day }: Plan): Promise<void> {
      await model.updateOne(
        { _id, teamId, state: 'planned', moves, day },
        { $set: { state: 'lapsed' }, $unset: { lookAt: 1 } },
      );
    },

    /** Who has something planned. */
    openUserIds: (): Promise<string[]> => model.distinct('userId', { teamId, state: 'planned' }),

    /** Lets everything go that somebody planned who has left. */
    async lapseAllOf(userId: string): Promise<void> {
      await model.updateMany(open(userId), { $set: { state: 'lapsed' }, $unset: { lookAt: 1 } });
    },

    /** How many were planned in that time, those that were dropped left out. */
    madeCount: ({ start, end }: Span): Promise<number> =>
      model.countDocuments({ teamId, madeAt: { $gte: start, $lt: end }, state: { $ne: 'dropped' } }),

    /** Those that were done in that time, or of which somebody said then where the customer is. */
    doneOrSeen: ({ start, end }: Span) => {
      const within = { $gte: start, $lt: end };
      return model
        .find(
          { teamId, $or: [{ doneAt: within }, { laterAt: within }] },
          { doneAt: 1, laterAt: 1, rungBefore: 1, rungAfter: 1, later: 1, evidence: 1 },
        )
        .lean();
    },

    /** How often each little extra was done by a plan without a win, and how often something confirmed it. */
    async doneByIdea({ start, end }: Span): Promise<{ ideaId: string; done: number; confirmed: number }[]> {
      const found = await model.aggregate<{ _id: string; done: number; confirmed: number }>([
        { $match: { teamId, doneAt: { $gte: start, $lt: end }, ideaId: { $exists: true } } },
        {
          $group: {
            _id: '$ideaId',
            done: { $sum: { $cond: [{ $gt: ['$winId', null] }, 0, 1] } },
            confirmed: {
              $sum: {
                $cond: [
                  {
                    $and: [
                      { $eq: ['$later', 'up'] },
                      { $gt: [{ $size: { $ifNull: ['$evidence', []] } }, 0] },
                    ],
                  },
                  1,
                  0,
                ],
              },
            },
          },
        },
      ]);
      return found.map(({ _id: ideaId, done, confirmed }) => ({ ideaId, done, confirmed }));
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
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces with a plan to look at now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { lookAt: { $lte: now } }),

    of: (teamId: string) => plansOf(model, teamId),
  };
};
