import { type Connection, Schema } from 'mongoose';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Its day in UTC, as 2026-11-26. */
    _id: { type: String, required: true },
    salt: { type: String, required: true },
    /** The database deletes it then, up to a minute later: nobody can tell any more whose print is which. */
    expiresAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'visitsalts' },
);

schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** What the addresses of visitors are mixed with before they are counted: each day another, the same for all replicas. */
export const createVisitSalts = (connection: Connection) => {
  const model = connection.model('VisitSalt', schema);
  return {
    model,

    /** The salt of a day: `candidate`, unless another was chosen for it before. */
    async ofDay(day: string, candidate: string, expiresAt: Date): Promise<string> {
      const { salt } = await retryDuplicateKeyOnce(() =>
        model
          .findOneAndUpdate(
            { _id: day },
            { $setOnInsert: { salt: candidate, expiresAt } },
            { upsert: true, returnDocument: 'after' },
          )
          .orFail()
          .lean(),
      );
      return salt;
    },
  };
};
