import { type Connection, Schema } from 'mongoose';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace, author and a digest of the text. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    winId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'submissions' },
);

schema.index({ teamId: 1, at: 1 });
schema.index({ teamId: 1, winId: 1 });

const modelFor = (connection: Connection) => connection.model('Submission', schema);

const submissionsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const theirs = (userId: string) => {
    const prefix = `${teamId}:${userId}:`;
    return { _id: { $gte: prefix, $lt: `${prefix}\uffff` }, teamId };
  };

  return {
    async exportOf(userId: string): Promise<PersonRow[]> {
      return (await model.find(theirs(userId)).lean()).map((each) => personRow(each));
    },

    async erasePerson({ userId }: Erased): Promise<number> {
      return (await model.deleteMany(theirs(userId))).deletedCount;
    },

    /** The win that this text is: the given new id, or that of the same text sent within the window. */
    async claim(submissionId: string, winId: string, now: Date, windowMs: number) {
      const key = { _id: submissionId, teamId };
      const oldest = new Date(now.getTime() - windowMs);
      try {
        return await retryDuplicateKeyOnce(() =>
          model
            .findOneAndUpdate(
              { ...key, at: { $lte: oldest } },
              { $set: { winId, at: now } },
              { upsert: true, returnDocument: 'after' },
            )
            .lean(),
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return model.findOne(key).lean();
      }
    },

    /** Lets the same text be a new win again, after the first was taken down. */
    async release(winId: string): Promise<void> {
      await model.deleteMany({ teamId, winId });
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
    },

    async forgetBefore(oldest: Date): Promise<void> {
      await model.deleteMany({ teamId, at: { $lt: oldest } });
    },
  };
};

/**
 * Which win a text of an author became, for as long as the same text is the same win. The claim comes before the
 * win is stored, under an id that everybody who sends the same text gets, so whoever stores it first has stored it
 * for all of them.
 */
export const createSubmissions = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    of: (teamId: string) => submissionsOf(model, teamId),
  };
};
