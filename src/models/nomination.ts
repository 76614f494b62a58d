import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { isStanding, type Vote, type VoteKey, type Votes } from '../domain/nomination.ts';
import { moveDocuments, ownDocumentsOf } from './person-document.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Win and user: one person is one vote by construction. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    winId: { type: String, required: true },
    userId: { type: String, required: true },
    /** By vote key (domain/nomination.ts): the newest timestamp seen, and whether it stands. */
    votes: {
      type: Map,
      of: new Schema({ ts: String, stands: Boolean, isEarly: Boolean }, { _id: false, strict: 'throw' }),
      required: true,
    },
    changedAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'nominations' },
);

schema.index({ teamId: 1, winId: 1 });
schema.index({ teamId: 1, changedAt: 1 });

export type Nomination = InferSchemaType<typeof schema>;

export interface Ballot {
  winId: string;
  userId: string;
}

const idOf = ({ winId, userId }: Ballot) => `${winId}:${userId}`;

interface StoredVote {
  ts?: string | null;
  stands?: boolean | null;
  isEarly?: boolean | null;
}

const voteOf = ({ ts, stands, isEarly }: StoredVote): Vote => ({
  ts: ts ?? '',
  stands: stands === true,
  ...(isEarly && { isEarly }),
});

const votesOf = (votes: Record<string, StoredVote>): Votes =>
  Object.fromEntries(Object.entries(votes).map(([key, vote]) => [key, voteOf(vote)]));

const modelFor = (connection: Connection) => connection.model('Nomination', schema);

const nominationsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const write = async (ballot: Ballot, filter: object, key: VoteKey, vote: Vote, now: Date) => {
    try {
      await retryDuplicateKeyOnce(() =>
        model.updateOne(
          { _id: idOf(ballot), teamId, ...filter },
          {
            $set: { [`votes.${key}`]: vote, changedAt: now },
            $setOnInsert: { winId: ballot.winId, userId: ballot.userId },
          },
          { upsert: true },
        ),
      );
      return true;
    } catch (error) {
      // The document is there and the filter did not hold: somebody wrote newer news.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };

  const votesByUser = async (winId: string): Promise<Map<string, Votes>> => {
    const found = await model.find({ teamId, winId }).lean();
    return new Map(found.map((nomination) => [nomination.userId, votesOf(nomination.votes)]));
  };

  /** If it is still the one that was read. */
  const keep = async (ballot: Ballot, emoji: string, read: Vote): Promise<void> => {
    const from = `votes.wall:${emoji}`;
    await model.updateOne(
      { _id: idOf(ballot), teamId, [`${from}.ts`]: read.ts },
      { $set: { [`votes.kept:${emoji}`]: read }, $unset: { [from]: 1 } },
    );
  };

  /** Of somebody who took their nomination back: what was kept of an earlier message says so, and does not come again. */
  const settleKept = async (ballot: Ballot, votes: Votes): Promise<void> => {
    if (isStanding(votes)) return;
    for (const [key, { ts, stands }] of Object.entries(votes))
      if (stands && key.startsWith('kept:'))
        await model.updateOne(
          { _id: idOf(ballot), teamId, [`votes.${key}.ts`]: ts },
          { $set: { [`votes.${key}.stands`]: false } },
        );
  };

  return {
    exportOf: (userId: string) => ownDocumentsOf(model, teamId).exportOf(userId),

    /** Those that these wins got from others. */
    async receivedBy(winIds: readonly string[], userId: string): Promise<PersonRow[]> {
      const found = await model.find({ teamId, winId: { $in: [...winIds] }, userId: { $ne: userId } }).lean();
      return found.map((each) => personRow(each));
    },

    /** What counts for others counts on, and nobody knows whose it was. Says for which wins. */
    async erasePerson(erased: Erased): Promise<string[]> {
      const { standIn } = erased;
      const moved = await moveDocuments(model, teamId, erased, (nomination) => ({
        ...nomination,
        _id: idOf({ winId: String(nomination.winId), userId: standIn }),
        userId: standIn,
      }));
      return moved.map(({ winId }) => String(winId));
    },

    /** Records a vote unless something as new is known. False when it was old news. */
    record: (ballot: Ballot, key: VoteKey, vote: Vote, now: Date): Promise<boolean> =>
      write(ballot, { [`votes.${key}.ts`]: { $not: { $gte: vote.ts } } }, key, vote, now),

    /** Replaces a vote if it is still the one that was read. False when news came in between. */
    mend: (ballot: Ballot, key: VoteKey, read: Vote | undefined, vote: Vote, now: Date): Promise<boolean> =>
      write(ballot, { [`votes.${key}.ts`]: read ? read.ts : { $exists: false } }, key, vote, now),

    /** Takes one back that was written down while all of that person's were being deleted. */
    async forgetBallot(ballot: Ballot): Promise<void> {
      await model.deleteOne({ _id: idOf(ballot), teamId });
    },

    async votesOfPerson(ballot: Ballot): Promise<Votes> {
      const found = await model.findOne({ _id: idOf(ballot), teamId }).lean();
      return votesOf(found?.votes ?? {});
    },

    /** One person's, by win; wins that they never voted on are left out. */
    async votesForWins(userId: string, winIds: readonly string[]): Promise<Map<string, Votes>> {
      const ids = winIds.map((winId) => idOf({ winId, userId }));
      const found = await model.find({ _id: { $in: ids }, teamId }).lean();
      return new Map(found.map(({ winId, votes }) => [winId, votesOf(votes)]));
    },

    votesByUser,

    /**
     * Keeps the reactions on a wall message that is gone: their places are free for those on the next one. `isGone` is
     * asked after they are read, so that none is one on the next message already.
     */
    async keepOfWall(winId: string, isGone: () => Promise<boolean>): Promise<void> {
      const votes = await votesByUser(winId);
      if (!(await isGone())) return;
      for (const [userId, ofPerson] of votes) {
        await settleKept({ winId, userId }, ofPerson);
        for (const [key, vote] of Object.entries(ofPerson))
          if (key.startsWith('wall:')) await keep({ winId, userId }, key.slice('wall:'.length), vote);
      }
    },

    /** The wins with a reaction that may have been given before its emoji nominated, which it did since then. */
    async winsWithEarly(name: string, since: Date): Promise<string[]> {
      const early = (['wall', 'original', 'kept'] as const).map((where) => ({
        [`votes.${where}:${name}.isEarly`]: true,
      }));
      return model.distinct('winId', { teamId, changedAt: { $gte: since }, $or: early });
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
    },

    /** The wins whose votes changed since then. */
    async winsChangedSince(since: Date): Promise<string[]> {
      return model.distinct('winId', { teamId, changedAt: { $gte: since } });
    },
  };
};

/** Who nominated what, one document a win and person. */
export const createNominations = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    of: (teamId: string) => nominationsOf(model, teamId),
  };
};
