import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { replaceInKeys } from './person-document.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Win and user: one person is one line by construction. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    winId: { type: String, required: true },
    userId: { type: String, required: true },
    /** The signer's, as it was, for when Slack cannot be asked. */
    name: { type: String, required: true },
    /** Names the parts of notes that it makes necessary, which would otherwise keep its signer's id. */
    lineId: { type: String, required: true },
    /** As typed. */
    text: { type: String, required: true },
    signedAt: { type: Date, required: true },
    /** The heroes who were told of it, or are with a note that is under way; and the parts of notes that do that. */
    toldTo: { type: [String], required: true },
    toldIn: { type: [String], required: true },
    /** When to see to it that it is told; absent when that is seen to. */
    followAt: Date,
    /** How often that was seen to. */
    followedCount: { type: Number, required: true },
  },
  { ...schemaOptions, collection: 'signatures' },
);

schema.index({ teamId: 1, winId: 1 });
schema.index({ teamId: 1, userId: 1 });
schema.index({ teamId: 1, toldIn: 1 });
const open = { partialFilterExpression: { followAt: { $exists: true } } } as const;
schema.index({ followAt: 1, teamId: 1 }, open);
schema.index({ teamId: 1, followAt: 1 }, open);

export type Signature = InferSchemaType<typeof schema>;

export interface SignedLine {
  winId: string;
  userId: string;
  name: string;
  text: string;
  /** Of a line that is new. */
  lineId: string;
}

const idOf = ({ winId, userId }: Pick<SignedLine, 'winId' | 'userId'>) => `${winId}:${userId}`;

const modelFor = (connection: Connection) => connection.model('Signature', schema);

/** It can be changed or removed. */
const notHanded = { toldTo: { $size: 0 } } as const;

const signaturesOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const untoldTo = (heroId: string, winIds: readonly string[]) => ({
    teamId,
    winId: { $in: [...winIds] },
    toldTo: { $ne: heroId },
  });

  return {
    /** Signs, or changes the line, unless it was handed over. False when it was. */
    async sign({ name, text, lineId, ...signer }: SignedLine, now: Date): Promise<boolean> {
      try {
        await retryDuplicateKeyOnce(() =>
          model.updateOne(
            { _id: idOf(signer), teamId, ...notHanded },
            {
              $set: { name, text, followAt: now },
              $setOnInsert: {
                ...signer,
                lineId,
                signedAt: now,
                toldTo: [],
                toldIn: [],
                followedCount: 0,
              },
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

    /** Removes a line, unless it was handed over. False when it was, or when there is none. */
    async remove(winId: string, userId: string): Promise<boolean> {
      const removed = await model.deleteOne({ _id: idOf({ winId, userId }), teamId, ...notHanded });
      return removed.deletedCount === 1;
    },

    find: (winId: string, userId: string) => model.findOne({ _id: idOf({ winId, userId }), teamId }).lean(),

    /** How many signed who are not credited in the win. */
    count: (winId: string, heroIds: readonly string[]): Promise<number> =>
      model.countDocuments({ teamId, winId, userId: { $nin: [...heroIds] } }),

    /**
     * Has a part of a hero's note tell lines of these wins that no other part has told them, so many at most along with
     * those that it tells already. What other wins had in it is free again. True when some are left for another part.
     */
    async claim(partKey: string, heroId: string, winIds: readonly string[], most: number): Promise<boolean> {
      const held = { teamId, toldIn: partKey };
      await model.updateMany(
        { ...held, winId: { $nin: [...winIds] } },
        { $pull: { toldIn: partKey, toldTo: heroId } },
      );
      const room = most - (await model.countDocuments(held));
      const untold = untoldTo(heroId, winIds);
      const found = await model
        .find(untold, { _id: 1 })
        .sort({ signedAt: 1 })
        .limit(Math.max(room, 0) + 1)
        .lean();
      const taken = found.slice(0, Math.max(room, 0)).map(({ _id }) => _id);
      if (taken.length > 0)
        await model.updateMany(
          { _id: { $in: taken }, ...untold },
          { $addToSet: { toldTo: heroId, toldIn: partKey } },
        );
      return found.length > taken.length;
    },

    /** What a part tells, oldest first. */
    toldIn: (partKey: string) => model.find({ teamId, toldIn: partKey }).sort({ signedAt: 1 }).lean(),

    /** Has it seen to that a hero is told of these wins' lines, later. Those that were signed before are given up. */
    async followLater(
      heroId: string,
      winIds: readonly string[],
      { at, signedSince }: { at: Date; signedSince: Date },
    ): Promise<void> {
      await model.updateMany(
        { ...untoldTo(heroId, winIds), signedAt: { $gte: signedSince } },
        { $set: { followAt: at } },
      );
    },

    /** Has it seen to that somebody who is credited in a win from now on is told its lines. */
    async followWin(winId: string, at: Date): Promise<void> {
      await model.updateMany({ teamId, winId }, { $set: { followAt: at } });
    },

    due: (now: Date, limit: number) =>
      model
        .find({ teamId, followAt: { $lte: now } })
        .sort({ followAt: 1 })
        .limit(limit)
        .lean(),

    /** Notes when to look again at a line as it was read, or that it is seen to; not if there is news of it. */
    async recordFollowed({ _id, followAt, followedCount }: Signature, again?: Date): Promise<void> {
      await model.updateOne(
        { _id, teamId, followAt: followAt ?? new Date(0), followedCount },
        again
          ? { $set: { followAt: again } }
          : { $unset: { followAt: 1 as const }, $inc: { followedCount: 1 } },
      );
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
    },

    /** Their lines, without what is other people's: to whom each was told. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const lines = await model.find({ teamId, userId }).lean();
      return lines.map((line) => personRow(line, ['toldTo', 'toldIn', 'followAt', 'followedCount']));
    },

    /** The parts of notes that have a line of a win's card. */
    async partsOfWin(winId: string): Promise<string[]> {
      return model.distinct('toldIn', { teamId, winId });
    },

    /** The parts of others' notes that have a line of theirs. */
    async partsWith(userId: string): Promise<string[]> {
      return model.distinct('toldIn', { teamId, userId });
    },

    /** That their own wins' cards were told to them, and keys that are made of their id. */
    erasePerson: (erased: Erased): Promise<number> =>
      replaceInKeys(model, teamId, erased, ['toldTo', 'toldIn']),

    /** Removes whatever somebody signed, also what was handed over. Says where it was. */
    async erase(userId: string): Promise<{ winId: string; partKeys: string[] }[]> {
      const lines = await model.find({ teamId, userId }, { winId: 1, toldIn: 1 }).lean();
      await model.deleteMany({ teamId, userId });
      return lines.map(({ winId, toldIn: partKeys }) => ({ winId, partKeys }));
    },
  };
};

/** Who signed the card of which win, one document a win and person. */
export const createSignatures = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces with lines that are to be seen to. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => signaturesOf(model, teamId),
  };
};
