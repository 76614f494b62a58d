import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { holderEnded } from '../domain/delivery.ts';
import type { DeliveryKind } from '../domain/delivery-key.ts';
import { deliveryPersonsOf } from './delivery-person.ts';
import { toldDocumentsOf } from './person-document.ts';
import { indexesTaken, isDuplicateKey, schemaOptions, unordered } from './schema-options.ts';

const schema = new Schema(
  {
    /** The business key: what is said once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    kind: { type: String, required: true },
    winId: String,
    /** The ISO week that a digest is about. */
    week: String,
    /** A person whom it is for; without one it goes to the wall or to `channelId`. */
    userId: String,
    channelId: String,
    /** Whose doing it is about. */
    byId: String,
    /** The part of a note that it answers. */
    partKey: String,
    /** What is made right for a customer. */
    recoveryId: String,
    /** What somebody learnt from being a customer. */
    lessonId: String,
    /** What a challenge's delivery is about: its run, a day of its pack; and the calendar day that was meant. */
    runId: String,
    dayId: String,
    on: String,
    /** The files that it is about, and which of their messages it is; below which message. */
    setId: String,
    part: Number,
    threadTs: String,
    state: {
      type: String,
      enum: ['due', 'claimed', 'waiting', 'sent', 'failed', 'unknown', 'skipped'],
      required: true,
    },
    /** When to act next: the due time, or the end of the holder's lease. Absent once nothing is left to do. */
    dueAt: Date,
    /** From then on it is recorded as skipped instead of sent. */
    tooLateAt: Date,
    holder: String,
    attempts: { type: Number, required: true },
    /** When and where sending was tried and may have succeeded: look there before sending again. */
    tried: { type: new Schema({ at: Date, channelId: String, threadTs: String }, { _id: false }) },
    /** Since when, and how often, Slack has refused it for now. */
    refused: { type: new Schema({ since: Date, times: Number }, { _id: false }) },
    /** Since when nobody has known what became of an attempt to send it. */
    silentSince: Date,
    sentTo: { type: new Schema({ channelId: String, ts: String }, { _id: false }) },
    /** How often it was begun anew: the message that it was is gone, and is to be there again. */
    round: Number,
    why: String,
  },
  { ...schemaOptions, collection: 'deliveries' },
);

schema.index({ teamId: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index({ dueAt: 1, teamId: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index({ teamId: 1, kind: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index({ teamId: 1, winId: 1 }, { partialFilterExpression: { winId: { $exists: true } } });
schema.index({ teamId: 1, lessonId: 1 }, { partialFilterExpression: { lessonId: { $exists: true } } });
/** What is too old to be kept, and belongs to no win. */
schema.index({ teamId: 1, 'tried.at': 1 }, { partialFilterExpression: { 'tried.at': { $exists: true } } });
schema.index({ state: 1, teamId: 1 }, { partialFilterExpression: { state: 'waiting' } });

export type Delivery = InferSchemaType<typeof schema>;

export interface NewDelivery {
  key: string;
  kind: DeliveryKind;
  winId?: string;
  week?: WeekName;
  userId?: string;
  channelId?: string;
  byId?: string;
  partKey?: string;
  recoveryId?: string;
  lessonId?: string;
  runId?: string;
  dayId?: string;
  on?: string;
  setId?: string;
  part?: number;
  threadTs?: string;
  tooLateAt?: Date;
}

const modelFor = (connection: Connection) => connection.model('Delivery', schema);

const deliveriesOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  /** Writes down that something is to be said. False when it was written down before. */
  const plan = async ({ key, ...fields }: NewDelivery, dueAt: Date): Promise<boolean> => {
    const planned = { ...fields, state: 'due' as const, dueAt, attempts: 0 };
    try {
      const result = await model.updateOne({ _id: key, teamId }, { $setOnInsert: planned }, { upsert: true });
      return result.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };

  const held = (delivery: Delivery) => ({
    _id: delivery._id,
    teamId,
    state: 'claimed' as const,
    holder: delivery.holder ?? '',
  });
  const end = async (
    delivery: Delivery,
    state: 'sent' | 'failed' | 'unknown' | 'skipped',
    fields: object,
  ) => {
    await model.updateOne(held(delivery), { $set: { state, ...fields }, $unset: { dueAt: 1, holder: 1 } });
  };

  return {
    ...toldDocumentsOf(model, teamId),
    ...deliveryPersonsOf(model, teamId),

    plan,

    /** Plans them, also those that were skipped before: what was never said can still be said, once. */
    async planAllAgain(deliveries: readonly NewDelivery[], dueAt: Date): Promise<void> {
      if (deliveries.length === 0) return;
      const due = { state: 'due' as const, dueAt };
      const insert = ({ key, ...fields }: NewDelivery) => ({
        insertOne: { document: { _id: key, teamId, ...fields, ...due, attempts: 0 } },
      });
      const revive = ({ key, tooLateAt, byId }: NewDelivery) => ({
        updateOne: {
          filter: { _id: key, teamId, state: 'skipped' as const },
          update: {
            $set: { ...due, ...(tooLateAt && { tooLateAt }), ...(byId && { byId }) },
            $unset: { why: 1, ...(!byId && { byId: 1 as const }) },
          },
        },
      });
      const taken = await indexesTaken(() => model.bulkWrite(deliveries.map(insert), unordered));
      const known = deliveries.filter((_, index) => taken.has(index));
      if (known.length > 0) await model.bulkWrite(known.map(revive), unordered);
    },

    /** The same for one. */
    async planAgain(delivery: NewDelivery, dueAt: Date): Promise<void> {
      await this.planAllAgain([delivery], dueAt);
    },

    /** Makes one due now that was planned for later. */
    async bringForward(key: string, now: Date): Promise<void> {
      await model.updateOne(
        { _id: key, teamId, state: 'due', dueAt: { $gt: now } },
        { $set: { dueAt: now } },
      );
    },

    /** Notes whose doing it is about, if nobody is noted and it was not sent before `since`. True for the call that did. */
    async recordBy(key: string, byId: string, since: Date): Promise<boolean> {
      const result = await model.updateOne(
        {
          _id: key,
          teamId,
          byId: { $exists: false },
          $or: [{ 'tried.at': { $exists: false } }, { 'tried.at': { $gte: since } }],
        },
        { $set: { byId } },
      );
      return result.modifiedCount === 1;
    },

    find: (key: string) => model.findOne({ _id: key, teamId }).lean(),

    /** Everything of a kind that is in Slack, by how its keys begin. */
    sentUnder: (keyPrefix: string) =>
      model.find({ _id: { $gte: keyPrefix, $lt: `${keyPrefix}\uffff` }, teamId, state: 'sent' }).lean(),

    /** All whose keys begin so, whatever became of them. */
    async keysUnder(keyPrefix: string): Promise<string[]> {
      const under = { _id: { $gte: keyPrefix, $lt: `${keyPrefix}\uffff` }, teamId };
      return (await model.find(under, { _id: 1 }).lean()).map(({ _id }) => _id);
    },

    /** Which of these were planned and not skipped. */
    async standing(keys: readonly string[]): Promise<Set<string>> {
      const states = ['due', 'claimed', 'waiting', 'sent', 'failed', 'unknown'] as const;
      const found = await model
        .find({ _id: { $in: [...keys] }, teamId, state: { $in: [...states] } }, { _id: 1 })
        .lean();
      return new Set(found.map(({ _id }) => _id));
    },

    /** Which of these are in Slack, or may be. */
    async said(keys: readonly string[]): Promise<Set<string>> {
      const states = ['sent', 'unknown'] as const;
      const found = await model
        .find({ _id: { $in: [...keys] }, teamId, state: { $in: [...states] } }, { _id: 1 })
        .lean();
      return new Set(found.map(({ _id }) => _id));
    },

    /** The oldest that are due, of these kinds or of all. */
    async dueKeys(now: Date, limit: number, kinds?: readonly string[]): Promise<string[]> {
      const found = await model
        .find({ teamId, ...(kinds && { kind: { $in: [...kinds] } }), dueAt: { $lte: now } }, { _id: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return found.map((delivery) => delivery._id);
    },

    /** Records as skipped whatever came too late to be said, and was never tried. Says what that is. */
    async skipTooLate(now: Date): Promise<{ key: string; kind: string }[]> {
      const late = { teamId, tooLateAt: { $lte: now }, tried: { $exists: false } };
      const skipped: { key: string; kind: string }[] = [];
      for (const state of [{ state: 'due', dueAt: { $lte: now } }, { state: 'waiting' }] as const) {
        const found = await model.find({ ...late, ...state }, { kind: 1 }).lean();
        if (found.length === 0) continue;
        await model.updateMany(
          { ...late, ...state },
          { $set: { state: 'skipped', why: 'too late' }, $unset: { dueAt: 1 } },
        );
        skipped.push(...found.map(({ _id: key, kind }) => ({ key, kind })));
      }
      return skipped;
    },

    async nextDueAt(): Promise<Date | undefined> {
      const next = await model
        .findOne({ teamId, dueAt: { $exists: true } }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .lean();
      return next?.dueAt ?? undefined;
    },

    /** Takes a delivery that is due, or whose holder's lease has run out. Undefined when somebody else has it. */
    claim: (key: string, holder: string, now: Date, leaseMs: number) =>
      model
        .findOneAndUpdate(
          { _id: key, teamId, dueAt: { $lte: now } },
          {
            $set: { state: 'claimed', holder, dueAt: new Date(now.getTime() + leaseMs) },
            $inc: { attempts: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /**
     * Takes a delivery that was never tried and notes, in the same write, where its message may be from now on.
     * Undefined when it is not due, was tried, or somebody else has it.
     */
    claimToSend: (
      key: string,
      holder: string,
      place: { channelId: string; threadTs?: string },
      now: Date,
      leaseMs: number,
    ) =>
      model
        .findOneAndUpdate(
          { _id: key, teamId, dueAt: { $lte: now }, tried: { $exists: false } },
          {
            $set: {
              state: 'claimed',
              holder,
              dueAt: new Date(now.getTime() + leaseMs),
              tried: { at: now, ...place },
            },
            $inc: { attempts: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Notes, before sending, that a message may be in Slack from now on. False when the lease is lost. */
    async markTried(delivery: Delivery, place: { channelId: string; threadTs?: string }, now: Date) {
      const result = await model.updateOne(
        { ...held(delivery), dueAt: { $gt: now } },
        { $set: { tried: { at: now, ...place } } },
      );
      return result.matchedCount === 1;
    },

    /** The message is certainly not in Slack: the next attempt need not look for it. */
    async unmarkTried(delivery: Delivery): Promise<void> {
      await model.updateOne(held(delivery), { $unset: { tried: 1 } });
    },

    recordSent: (delivery: Delivery, sentTo: { channelId: string; ts: string }) =>
      end(delivery, 'sent', { sentTo }),
    recordUnsent: (delivery: Delivery, how: 'failed' | 'unknown' | 'skipped', why: string) =>
      end(delivery, how, { why }),

    async putBack(delivery: Delivery, dueAt: Date, why: string): Promise<void> {
      await model.updateOne(held(delivery), { $set: { state: 'due', dueAt, why }, $unset: { holder: 1 } });
    },

    /** The same when Slack did not say what became of it. */
    async putBackSilent(delivery: Delivery, dueAt: Date, why: string, now: Date): Promise<void> {
      await model.updateOne(held(delivery), {
        $set: { state: 'due', dueAt, why },
        $unset: { holder: 1 },
        $min: { silentSince: now },
      });
    },

    /** The same for what Slack refused for now. */
    async putBackRefused(delivery: Delivery, dueAt: Date, why: string, now: Date): Promise<void> {
      await model.updateOne(held(delivery), {
        $set: { state: 'due', dueAt, why },
        $unset: { holder: 1 },
        $min: { 'refused.since': now },
        $inc: { 'refused.times': 1 },
      });
    },

    /** Makes one due that could not be sent: what it says has changed. */
    async tryAgain(key: string, now: Date): Promise<void> {
      await model.updateOne(
        { _id: key, teamId, state: 'failed' },
        { $set: { state: 'due', dueAt: now }, $unset: { refused: 1, silentSince: 1, why: 1 } },
      );
    },

    /** Has said anew, once a round, what is not in Slack any more. One that is under way says it as it is. */
    async beginAnew({ key, ...fields }: NewDelivery, round: number, now: Date): Promise<void> {
      if (await plan({ key, ...fields }, now)) return;
      await model.updateOne(
        {
          _id: key,
          teamId,
          state: { $in: ['sent', 'failed', 'unknown', 'skipped'] },
          round: { $not: { $gte: round } },
        },
        {
          $set: { state: 'due', dueAt: now, attempts: 0, round },
          $unset: { tried: 1, sentTo: 1, refused: 1, silentSince: 1, why: 1, tooLateAt: 1 },
        },
      );
    },

    /** Puts it aside until there is a wall. */
    async putAside(delivery: Delivery, why: string): Promise<void> {
      await model.updateOne(held(delivery), {
        $set: { state: 'waiting', why },
        $unset: { dueAt: 1, holder: 1 },
      });
    },

    /** A channel has another id now: where a message is to go, may be, or is. */
    async followChannel(from: string, to: string): Promise<void> {
      for (const field of ['channelId', 'tried.channelId', 'sentTo.channelId'] as const)
        await model.updateMany({ teamId, [field]: from }, { $set: { [field]: to } });
    },

    /** What belongs to lessons that are not kept any more. */
    async forgetLessons(lessonIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, lessonId: { $in: [...lessonIds] } });
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
    },

    /** Deletes some of what was said to somebody before that. True when none is left. */
    async forgetBefore(before: Date, limit: number): Promise<boolean> {
      const toPeople = { teamId, userId: { $exists: true } };
      const over = { ...toPeople, 'tried.at': { $lt: before }, dueAt: { $exists: false } };
      const found = await model.find(over, { _id: 1 }).limit(limit).lean();
      await model.deleteMany({ teamId, _id: { $in: found.map(({ _id }) => _id) } });
      return found.length < limit;
    },

    /** Makes everything due that waited for a wall. */
    async resumeWaiting(now: Date): Promise<void> {
      await model.updateMany({ teamId, state: 'waiting' }, { $set: { state: 'due', dueAt: now } });
    },
  };
};

/** What the bot says on its own account, written down before it is said. */
/** Whatever is due is sent within a minute or two, unless something is wrong. */
const lateMs = 5 * 60_000;
const mostCounted = 10_000;

export const createDeliveries = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces that have something to be said now, or something that waits and may be due again. */
    async dueTeams(now: Date): Promise<string[]> {
      const due = await model.distinct('teamId', { dueAt: { $lte: now } });
      return [...new Set([...due, ...(await model.distinct('teamId', { state: 'waiting' }))])];
    },

    /** How many are to be said, for figures. */
    async counts(now: Date): Promise<{ due: number; late: number; waiting: number }> {
      const count = (filter: QueryFilter<Delivery>) => model.countDocuments(filter).limit(mostCounted);
      const [due, late, waiting] = await Promise.all([
        count({ dueAt: { $lte: now } }),
        count({ dueAt: { $lte: new Date(now.getTime() - lateMs) } }),
        count({ state: 'waiting' }),
      ]);
      return { due, late, waiting };
    },

    /** Has somebody look at once for what a process held that has ended. Nothing is sent again before Slack is done with it. */
    async endLeases(holder: string, now: Date): Promise<void> {
      await model.updateMany(
        { state: 'claimed', holder, dueAt: { $gt: now } },
        { $set: { dueAt: now, why: holderEnded } },
      );
    },

    of: (teamId: string) => deliveriesOf(model, teamId),
  };
};
