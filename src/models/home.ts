import { type Connection, Schema } from 'mongoose';
import { ownDocumentsOf } from './person-document.ts';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and user: one document a person. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    openedAt: { type: Date, required: true },
    /** The month, `YYYY-MM`, in which they want no offer to plan something. */
    noOfferIn: String,
  },
  { ...schemaOptions, collection: 'homes' },
);

const modelFor = (connection: Connection) => connection.model('Home', schema);

const homesOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (userId: string) => ({ _id: `${teamId}:${userId}`, teamId });
  return {
    ...ownDocumentsOf(model, teamId),

    async recordOpened(userId: string, now: Date): Promise<void> {
      const opened = { $max: { openedAt: now }, $setOnInsert: { userId } };
      await retryDuplicateKeyOnce(() => model.updateOne(one(userId), opened, { upsert: true }));
    },

    async putOfferAway(userId: string, month: string): Promise<void> {
      const away = { $set: { noOfferIn: month }, $setOnInsert: { userId } };
      await retryDuplicateKeyOnce(() => model.updateOne(one(userId), away, { upsert: true }));
    },

    async wantsOffer(userId: string, month: string): Promise<boolean> {
      return (await model.exists({ ...one(userId), noOfferIn: month })) === null;
    },

    async wasOpenedSince(userId: string, since: Date): Promise<boolean> {
      return (await model.exists({ ...one(userId), openedAt: { $gte: since } })) !== null;
    },
  };
};

/** Who has opened Home, and when last: another replica may have shown it to them. */
export const createHomes = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    of: (teamId: string) => homesOf(model, teamId),
  };
};
