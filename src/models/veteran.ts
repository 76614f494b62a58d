import { type Connection, Schema } from 'mongoose';
import { ownDocumentsOf } from './person-document.ts';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and user. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
  },
  { ...schemaOptions, collection: 'veterans' },
);

const modelFor = (connection: Connection) => connection.model('Veteran', schema);

const veteransOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const idOf = (userId: string) => `${teamId}:${userId}`;

  return {
    ...ownDocumentsOf(model, teamId),

    async has(userId: string): Promise<boolean> {
      return (await model.exists({ _id: idOf(userId), teamId })) !== null;
    },

    /** Those of these people who are none yet. */
    async without(userIds: readonly string[]): Promise<string[]> {
      const found = await model.find({ _id: { $in: userIds.map(idOf) }, teamId }, { userId: 1 }).lean();
      const known = new Set(found.map(({ userId }) => userId));
      return userIds.filter((userId) => !known.has(userId));
    },

    async add(userIds: readonly string[]): Promise<void> {
      for (const userId of userIds)
        await retryDuplicateKeyOnce(() =>
          model.updateOne({ _id: idOf(userId), teamId }, { $setOnInsert: { userId } }, { upsert: true }),
        );
    },
  };
};

/** Who was credited in stories that are not kept any more: ids alone, so that nobody is welcomed a second time. */
export const createVeterans = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    of: (teamId: string) => veteransOf(model, teamId),
  };
};
