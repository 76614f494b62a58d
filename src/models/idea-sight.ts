import { type Connection, Schema } from 'mongoose';
import { ownDocumentsOf } from './person-document.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace, person and idea: what somebody saw counts once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    ideaId: { type: String, required: true },
    shownAt: { type: Date, required: true },
    triedAt: Date,
  },
  { ...schemaOptions, collection: 'ideasights' },
);

/** What somebody has seen lately. */
schema.index({ teamId: 1, userId: 1, shownAt: -1 });
/** To how many each was shown lately. */
schema.index({ teamId: 1, ideaId: 1, shownAt: 1 });
/** What is too old to be kept. */
schema.index({ teamId: 1, shownAt: 1 });

const modelFor = (connection: Connection) => connection.model('IdeaSight', schema);

const sightsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (userId: string, ideaId: string) => ({ _id: `${teamId}:${userId}:${ideaId}`, teamId });

  return {
    ...ownDocumentsOf(model, teamId),

    /** Shows an idea to somebody, unless they saw it since then: true for one of all who ask at once. */
    async claim(userId: string, ideaId: string, now: Date, seenSince: Date): Promise<boolean> {
      try {
        const result = await model.updateOne(
          { ...one(userId, ideaId), shownAt: { $lte: seenSince } },
          { $set: { shownAt: now }, $setOnInsert: { userId, ideaId } },
          { upsert: true },
        );
        return result.upsertedCount + result.modifiedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Somebody takes it on, wherever they saw it. */
    async recordTried(userId: string, ideaId: string, now: Date): Promise<void> {
      await retryDuplicateKeyOnce(() =>
        model.updateOne(
          one(userId, ideaId),
          { $set: { triedAt: now, shownAt: now }, $setOnInsert: { userId, ideaId } },
          { upsert: true },
        ),
      );
    },

    /** What somebody has seen since then, the oldest first. */
    seenBy: (userId: string, since: Date) =>
      model
        .find({ teamId, userId, shownAt: { $gt: since } }, { ideaId: 1, shownAt: 1 })
        .sort({ shownAt: 1 })
        .lean(),

    /** To how many people each of these was shown since then, and how many of them took it on. */
    async countsOf(
      ideaIds: readonly string[],
      since: Date,
    ): Promise<Map<string, { shown: number; tried: number }>> {
      const found = await model.aggregate<{ _id: string; shown: number; tried: number }>([
        { $match: { teamId, ideaId: { $in: [...ideaIds] }, shownAt: { $gt: since } } },
        {
          $group: {
            _id: '$ideaId',
            shown: { $sum: 1 },
            tried: { $sum: { $cond: [{ $gt: ['$triedAt', null] }, 1, 0] } },
          },
        },
      ]);
      return new Map(found.map(({ _id, shown, tried }) => [_id, { shown, tried }]));
    },

    /** From before that nobody needs to know it. */
    async forgetBefore(before: Date): Promise<void> {
      await model.deleteMany({ teamId, shownAt: { $lte: before } });
    },
  };
};

/** Who was shown which little extra, and when last: one document a person and idea. */
export const createIdeaSights = (connection: Connection) => {
  const model = modelFor(connection);
  return { model, of: (teamId: string) => sightsOf(model, teamId) };
};
