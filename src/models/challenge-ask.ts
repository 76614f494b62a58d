import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import type { RunPlan } from './run.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const answers = ['start', 'other-week', 'not-this-year'] as const;

const schema = new Schema(
  {
    /** Workspace and the Monday of the Service Week. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    monday: { type: String, required: true },
    askedAt: { type: Date, required: true },
    /** When they were asked once more, since nobody had answered. */
    remindedAt: Date,
    answer: {
      type: new Schema(
        {
          kind: { type: String, enum: answers, required: true },
          by: String,
          at: Date,
          /** The run that it promises, and what kind of one when a form said so. */
          runId: String,
          packId: String,
          plan: {
            type: new Schema(
              { startDay: String, nudgeAt: String, isAnnounced: Boolean },
              { _id: false, strict: 'throw' },
            ),
          },
        },
        { _id: false, strict: 'throw' },
      ),
    },
    /** When to see to what follows from an answer, and how often that was tried in vain. Absent when nothing is left. */
    followAt: Date,
    follows: Number,
  },
  { ...schemaOptions, collection: 'challengeasks' },
);

schema.index({ followAt: 1, teamId: 1 }, { partialFilterExpression: { followAt: { $exists: true } } });

export type ChallengeAsk = InferSchemaType<typeof schema>;
export interface AskAnswer {
  kind: (typeof answers)[number];
  by: string;
  at: Date;
  runId?: string;
  packId?: string;
  plan?: RunPlan;
}

const modelFor = (connection: Connection) => connection.model('ChallengeAsk', schema);

const challengeAsksOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (monday: CalendarDay) => ({ _id: `${teamId}:${monday}`, teamId });

  return {
    /** What they answered. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      return (await model.find({ teamId, 'answer.by': userId }).lean()).map((each) => personRow(each));
    },

    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const theirs = { teamId, 'answer.by': userId };
      return (await model.updateMany(theirs, { $set: { 'answer.by': standIn } })).modifiedCount;
    },

    find: (monday: CalendarDay) => model.findOne(one(monday)).lean(),

    async recordAsked(monday: CalendarDay, now: Date): Promise<void> {
      try {
        await model.create({ ...one(monday), monday, askedAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async recordReminded(monday: CalendarDay, now: Date): Promise<void> {
      await model.updateOne({ ...one(monday), remindedAt: null }, { $set: { remindedAt: now } });
    },

    /** True for the one answer that counts. What follows from it is due in the same write. */
    async answer(monday: CalendarDay, answer: AskAnswer): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(monday), answer: { $exists: false } },
        { $set: { answer, followAt: answer.at, follows: 0 } },
      );
      return result.modifiedCount === 1;
    },

    /** Lets the question be answered again, when what this answer wanted could not be done. */
    async withdrawAnswer(monday: CalendarDay, runId: string): Promise<void> {
      await model.updateOne({ ...one(monday), 'answer.runId': runId }, { $unset: { answer: 1 } });
    },

    /** Has what follows from an answer seen to, if the question was asked. */
    async planFollow(monday: CalendarDay, followAt: Date): Promise<void> {
      await model.updateOne(one(monday), { $set: { followAt, follows: 0 } });
    },

    dueToFollow: (now: Date) => model.find({ teamId, followAt: { $lte: now } }).lean(),

    /** Nothing is left, unless more came in since the question was read. */
    async settleFollow({ monday, followAt }: ChallengeAsk): Promise<void> {
      await model.updateOne(
        { ...one(monday), ...(followAt && { followAt }) },
        { $unset: { followAt: 1, follows: 1 } },
      );
    },

    async putOffFollow({ monday, followAt }: ChallengeAsk, later: Date): Promise<void> {
      await model.updateOne(
        { ...one(monday), ...(followAt && { followAt }) },
        { $set: { followAt: later }, $inc: { follows: 1 } },
      );
    },
  };
};

/** Whether the managers were asked about a Service Week, and the one answer that counts for all. */
export const createChallengeAsks = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something follows from an answer now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => challengeAsksOf(model, teamId),
  };
};
