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

const modelFor = (connection: Connection) => connection.model('ChallengeAsk', schema);

const challengeAsksOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (monday: CalendarDay) => ({ _id: `${teamId}:${monday}`, teamId });

  return {
    find: (monday: CalendarDay) => model.findOne(one(monday)).lean(),

    async recordAsked(monday: CalendarDay, now: Date): Promise<void> {
      try {
        await model.create({ ...one(monday), monday, askedAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** True for the one answer that counts. */
    async answer(monday: CalendarDay, answer: AskAnswer): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(monday), answer: { $exists: false } },
        { $set: { answer } },
      );
      return result.modifiedCount === 1;
    },

    /** Lets the question be answered again, when what this answer wanted could not be done. */
    async withdrawAnswer(monday: CalendarDay, runId: string): Promise<void> {
      await model.updateOne({ ...one(monday), 'answer.runId': runId }, { $unset: { answer: 1 } });
    },
  };
};

/** Whether the managers were asked about a Service Week, and the one answer that counts for all. */
export const createChallengeAsks = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    of: (teamId: string) => challengeAsksOf(model, teamId),
  };
};
