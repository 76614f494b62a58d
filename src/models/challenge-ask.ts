import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const answers = ['start', 'other-week', 'not-this-year'] as const;

const schema = new Schema(
  {
    /** Workspace and the Monday of the Service Week: asked once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    monday: { type: String, required: true },
    askedAt: { type: Date, required: true },
    answer: {
      type: new Schema(
        { kind: { type: String, enum: answers, required: true }, by: String, at: Date, runId: String },
        { _id: false, strict: 'throw' },
      ),
    },
  },
  { ...schemaOptions, collection: 'challengeasks' },
);

export type ChallengeAsk = InferSchemaType<typeof schema>;
export type AskAnswer = { kind: (typeof answers)[number]; by: string; at: Date; runId?: string };

/** Whether the managers were asked about a Service Week, and the one answer that counts for all. */
export const createChallengeAsks = (connection: Connection) => {
  const model = connection.model('ChallengeAsk', schema);
  const one = (teamId: string, monday: CalendarDay) => ({ _id: `${teamId}:${monday}`, teamId });

  return {
    model,

    find: (teamId: string, monday: CalendarDay) => model.findOne(one(teamId, monday)).lean(),

    async recordAsked(teamId: string, monday: CalendarDay, now: Date): Promise<void> {
      try {
        await model.create({ ...one(teamId, monday), monday, askedAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** True for the one answer that counts. */
    async answer(teamId: string, monday: CalendarDay, answer: AskAnswer): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(teamId, monday), answer: { $exists: false } },
        { $set: { answer } },
      );
      return result.modifiedCount === 1;
    },

    /** Lets the question be answered again, when what this answer wanted could not be done. */
    async withdrawAnswer(teamId: string, monday: CalendarDay, runId: string): Promise<void> {
      await model.updateOne({ ...one(teamId, monday), 'answer.runId': runId }, { $unset: { answer: 1 } });
    },
  };
};

export type ChallengeAsks = ReturnType<typeof createChallengeAsks>;
