import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Win and manager: each is recognised once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    winId: { type: String, required: true },
    userId: { type: String, required: true },
    /** Names the parts of notes that tell it, which would otherwise keep the manager's id. */
    wordsId: { type: String, required: true },
    /** As typed. */
    reason: { type: String, required: true },
    /** False once it was taken back. */
    isStanding: { type: Boolean, required: true },
    /** When it was given or taken back. */
    at: { type: Date, required: true },
    /** When to see to what follows from it; absent when that is seen to. */
    followAt: Date,
  },
  { ...schemaOptions, collection: 'recognitions' },
);

schema.index({ teamId: 1, winId: 1 });
schema.index({ teamId: 1, userId: 1 });
const open = { partialFilterExpression: { followAt: { $exists: true } } } as const;
schema.index({ followAt: 1, teamId: 1 }, open);
schema.index({ teamId: 1, followAt: 1 }, open);

export type Recognition = InferSchemaType<typeof schema>;

const idOf = (winId: string, userId: string) => `${winId}:${userId}`;

const modelFor = (connection: Connection) => connection.model('Recognition', schema);

const recognitionsOf = (model: ReturnType<typeof modelFor>, teamId: string) => ({
  /** Recognises a win, also again after it was taken back. False when it stands already. */
  async give(
    { winId, userId, reason, wordsId }: Pick<Recognition, 'winId' | 'userId' | 'reason' | 'wordsId'>,
    now: Date,
  ): Promise<boolean> {
    try {
      await retryDuplicateKeyOnce(() =>
        model.updateOne(
          { _id: idOf(winId, userId), teamId, isStanding: { $ne: true } },
          {
            $set: { reason, isStanding: true, at: now, followAt: now },
            $setOnInsert: { winId, userId, wordsId },
          },
          { upsert: true },
        ),
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },

  /** False when there is nothing to take back. */
  async takeBack(winId: string, userId: string, now: Date): Promise<boolean> {
    const result = await model.updateOne(
      { _id: idOf(winId, userId), teamId, isStanding: true },
      { $set: { isStanding: false, at: now, followAt: now } },
    );
    return result.modifiedCount === 1;
  },

  /** One that stands. */
  find: (winId: string, userId: string) =>
    model.findOne({ _id: idOf(winId, userId), teamId, isStanding: true }).lean(),

  /** One of which something is still to follow. */
  open: (winId: string, userId: string) =>
    model.findOne({ _id: idOf(winId, userId), teamId, followAt: { $exists: true } }).lean(),

  /** Has it seen to again that everybody a win credits is told what stands. */
  async followWin(winId: string, at: Date): Promise<void> {
    await model.updateMany({ teamId, winId, isStanding: true }, { $set: { followAt: at } });
  },

  due: (now: Date, limit: number) =>
    model
      .find({ teamId, followAt: { $lte: now } })
      .sort({ followAt: 1 })
      .limit(limit)
      .lean(),

  /** What follows from it, as it was read, is seen to. */
  async recordFollowed({ _id, at, isStanding }: Recognition): Promise<void> {
    await model.updateOne({ _id, teamId, at, isStanding }, { $unset: { followAt: 1 } });
  },

  /** What belongs to wins that are not kept any more. */
  async forgetWins(winIds: readonly string[]): Promise<void> {
    await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
  },

  async exportOf(userId: string): Promise<PersonRow[]> {
    return (await model.find({ teamId, userId }).lean()).map((each) => personRow(each, ['followAt']));
  },

  /** Removes their words. Says which wins they were about. */
  async erasePerson({ userId }: Erased): Promise<string[]> {
    const theirs = await model.find({ teamId, userId }, { winId: 1 }).lean();
    await model.deleteMany({ teamId, userId });
    return theirs.map(({ winId }) => winId);
  },
});

/** What managers recognised in their own words, one document a win and manager. */
export const createRecognitions = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something is still to follow. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => recognitionsOf(model, teamId),
  };
};
