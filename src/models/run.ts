import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { CalendarDay, LocalTime } from '../domain/calendar.ts';
import { noteTimeNear } from '../domain/note.ts';
import { lastDayOf, type RunSteps, weeksOf } from '../domain/run-step.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    packId: { type: String, required: true },
    /** The pack's days as they were when the run was started: stable ids, never texts. */
    dayIds: { type: [String], required: true },
    startDay: { type: String, required: true },
    nudgeAt: { type: String, required: true },
    isAnnounced: { type: Boolean, required: true },
    /** The ISO weeks that it takes; absent once it is called off. One run a week, by a unique index. */
    weeks: { type: [String], default: undefined },
    /** The Sunday on which catching up ends. */
    lastDay: { type: String, required: true },
    startedBy: { type: String, required: true },
    startedAt: { type: Date, required: true },
    /** Counts changes, so that a form opened before another change cannot overwrite it unseen. */
    edition: { type: Number, required: true },
    invitedFor: String,
    closedAt: Date,
    /** When its nudges can no longer be answered by anybody; set once the closing is planned. */
    nudgesEndAt: Date,
    /** Since when what people wrote in it is not kept any more. */
    storiesForgottenAt: Date,
    cancelled: { type: new Schema({ at: Date, by: String, why: String }, { _id: false, strict: 'throw' }) },
    /** What the participants are still to be told, until each one's is written down as a delivery. */
    noticeOwed: { type: String, enum: ['moved', 'cancelled'] },
    /** When the run itself has something to do. Absent when nothing is left. */
    nextStepAt: Date,
  },
  { ...schemaOptions, collection: 'runs' },
);

schema.index(
  { teamId: 1, weeks: 1 },
  { unique: true, partialFilterExpression: { weeks: { $exists: true } } },
);
schema.index({ teamId: 1, lastDay: 1 });
schema.index({ teamId: 1, nextStepAt: 1 }, { partialFilterExpression: { nextStepAt: { $exists: true } } });
schema.index({ nextStepAt: 1, teamId: 1 }, { partialFilterExpression: { nextStepAt: { $exists: true } } });

type RunFields = InferSchemaType<typeof schema>;
const modelFor = (connection: Connection) => connection.model('Run', schema);
const findLean = (model: ReturnType<typeof modelFor>, filter: QueryFilter<RunFields>) =>
  model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type RunDocument = NonNullable<Awaited<ReturnType<typeof findLean>>>;

export interface RunPlan {
  startDay: CalendarDay;
  nudgeAt: LocalTime;
  isAnnounced: boolean;
}

export interface NewRun extends RunPlan {
  runId: string;
  packId: string;
  dayIds: readonly string[];
  startedBy: string;
}

/** The run as the rules know it. */
export const runOf = (run: RunDocument): RunSteps => ({
  id: run._id,
  packId: run.packId,
  dayIds: run.dayIds,
  startDay: run.startDay,
  nudgeAt: noteTimeNear(run.nudgeAt),
  isAnnounced: run.isAnnounced,
  invitedFor: run.invitedFor ?? undefined,
  closedAt: run.closedAt ?? undefined,
});

const ruled = ({ dayIds, startDay, nudgeAt }: Pick<NewRun, 'dayIds' | 'startDay' | 'nudgeAt'>) => {
  const run = { id: '', packId: '', dayIds, startDay, nudgeAt };
  return { weeks: weeksOf(run), lastDay: lastDayOf(run) };
};

const standing = { cancelled: { $exists: false } } as const;

const runsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  return {
    /** Those that they started or called off. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const theirs = { teamId, $or: [{ startedBy: userId }, { 'cancelled.by': userId }] };
      return (await model.find(theirs).lean()).map((each) => personRow(each));
    },

    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const changed: number[] = [];
      for (const field of ['startedBy', 'cancelled.by'] as const)
        changed.push(
          (await model.updateMany({ teamId, [field]: userId }, { $set: { [field]: standIn } })).modifiedCount,
        );
      return changed.reduce((sum, each) => sum + each, 0);
    },

    find: (runId: string) => findLean(model, { _id: runId, teamId }),

    /** Those that ended before that day, and in which what people wrote is still kept. */
    withStoriesBefore: (day: CalendarDay) =>
      model.find({ teamId, lastDay: { $lt: day }, storiesForgottenAt: { $exists: false } }).lean(),

    async recordStoriesForgotten(runId: string, now: Date): Promise<void> {
      await model.updateOne({ _id: runId, teamId }, { $set: { storiesForgottenAt: now } });
    },

    /** `overlaps` when another run has one of its weeks: of two started at one moment, one. */
    async start({ runId, ...run }: NewRun, now: Date): Promise<'started' | 'overlaps'> {
      try {
        await model.create({
          _id: runId,
          teamId,
          ...run,
          dayIds: [...run.dayIds],
          ...ruled(run),
          startedAt: now,
          edition: 0,
          nextStepAt: now,
        });
        return 'started';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await findLean(model, { _id: runId, teamId })) ? 'started' : 'overlaps';
      }
    },

    /** Changes a run unless it is closed, called off, or was changed since that edition: then undefined. */
    async change(run: RunDocument, plan: RunPlan, now: Date): Promise<RunDocument | 'overlaps' | undefined> {
      const isMoved = plan.startDay !== run.startDay;
      try {
        const changed = await model
          .findOneAndUpdate(
            {
              _id: run._id,
              teamId,
              edition: run.edition,
              closedAt: { $exists: false },
              ...standing,
            },
            {
              $set: {
                ...plan,
                ...ruled({ dayIds: run.dayIds, ...plan }),
                nextStepAt: now,
                ...(isMoved && { noticeOwed: 'moved' as const }),
              },
              $inc: { edition: 1 },
            },
            { returnDocument: 'after' },
          )
          .lean();
        return changed ?? undefined;
      } catch (error) {
        if (isDuplicateKey(error)) return 'overlaps';
        throw error;
      }
    },

    /** Undefined when it is closed or called off already. */
    async cancel(runId: string, by: string, why: string | undefined, now: Date) {
      const cancelled = await model
        .findOneAndUpdate(
          { _id: runId, teamId, closedAt: { $exists: false }, ...standing },
          {
            $set: {
              cancelled: { at: now, by, ...(why !== undefined && { why }) },
              noticeOwed: 'cancelled',
              nextStepAt: now,
            },
            $inc: { edition: 1 },
            $unset: { weeks: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return cancelled ?? undefined;
    },

    /** A run that has one of these weeks. */
    inWeeks: (weeks: readonly string[]) => findLean(model, { teamId, weeks: { $in: [...weeks] } }),

    /** The run that is under way or comes next, for somebody whose day it is. */
    current: (today: CalendarDay) =>
      model
        .findOne({ teamId, lastDay: { $gte: today }, ...standing })
        .sort({ lastDay: 1 })
        .lean(),

    /** Every run that is not over on that day. */
    open: (today: CalendarDay) => model.find({ teamId, lastDay: { $gte: today }, ...standing }).lean(),

    due: (now: Date) =>
      model
        .find({ teamId, nextStepAt: { $lte: now } })
        .sort({ nextStepAt: 1 })
        .lean(),

    /** Has the next step of every run computed anew. */
    async lookAgain(now: Date): Promise<void> {
      await model.updateMany({ teamId, nextStepAt: { $gt: now } }, { $set: { nextStepAt: now } });
    },

    /** Notes what was done, if the run is still as it was read; otherwise it is due again. */
    async recordStep(
      run: RunDocument,
      done: { invitedFor?: CalendarDay; closedAt?: Date; nudgesEndAt?: Date },
      nextStepAt: Date | undefined,
    ): Promise<void> {
      await model.updateOne(
        { _id: run._id, teamId, edition: run.edition },
        {
          ...((Object.keys(done).length > 0 || nextStepAt) && {
            $set: { ...done, ...(nextStepAt && { nextStepAt }) },
          }),
          $unset: { noticeOwed: 1, ...(!nextStepAt && { nextStepAt: 1 }) },
        },
      );
    },
  };
};

/** The challenges of every workspace: one document a run. */
export const createRuns = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    /** The workspaces where a run has something to do now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { nextStepAt: { $lte: now } }),

    of: (teamId: string) => runsOf(model, teamId),
  };
};
