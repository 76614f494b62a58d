import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { Span } from '../domain/calendar.ts';
import { ladder, principles, type WinDetails } from '../domain/win.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { absent, indexesTaken, schemaOptions, unordered } from './schema-options.ts';

const schema = new Schema(
  {
    /** The word and its reader: each of its readers gets it once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    wordId: { type: String, required: true },
    authorId: { type: String, required: true },
    /** Whom it is about, and who alone reads it. */
    heroId: { type: String, required: true },
    /** Canonical text: domain/slack-text.ts. Absent once it was taken back. */
    text: String,
    customerAlias: String,
    rung: { type: String, enum: ladder },
    principle: { type: String, enum: principles },
    givenAt: { type: Date, required: true },
    /** Nobody told it yet, took it back or put it away. */
    isOpen: Boolean,
    /** Rises whenever a note is composed with it, so that it is not taken back meanwhile. */
    timesOut: { type: Number, required: true },
    toldAt: Date,
    shownOnHomeAt: Date,
    takenBackAt: Date,
    thankedAt: Date,
    /** Running totals do not know it, or that it was taken back. */
    isTallyStale: Boolean,
    /** About to be deleted, since it is not kept that long: it counts no more. */
    isForgotten: Boolean,
  },
  { ...schemaOptions, collection: 'privatewords' },
);

schema.index({ teamId: 1, wordId: 1 });
/** Who noticed others, by when. */
schema.index({ teamId: 1, authorId: 1, givenAt: 1 });
schema.index({ teamId: 1, givenAt: 1 });
/** What somebody has not read yet: Home. */
schema.index(
  { teamId: 1, heroId: 1, givenAt: 1 },
  { partialFilterExpression: { isOpen: { $exists: true } } },
);

schema.index({ isTallyStale: 1, teamId: 1 }, { partialFilterExpression: { isTallyStale: true } });

export type PrivateWord = InferSchemaType<typeof schema>;

export interface NewPrivateWord extends WinDetails {
  wordId: string;
  authorId: string;
  text: string;
  givenAt: Date;
}

/** Somebody noticed somebody. */
export interface Pair {
  authorId: string;
  heroId: string;
}

export const privateWordId = (wordId: string, heroId: string): string => `${wordId}:${heroId}`;

const modelFor = (connection: Connection) => connection.model('PrivateWord', schema);

const standing = { takenBackAt: absent } as const;
const counted = { ...standing, isForgotten: { $ne: true } } as const;

const privateWordsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  const pairsIn = async (whose: { authorId?: string }, { start, end }: Span): Promise<Pair[]> => {
    const given = { teamId, ...whose, givenAt: { $gte: start, $lt: end }, ...counted };
    const found = await model.aggregate<{ _id: Pair }>([
      { $match: given },
      { $group: { _id: { authorId: '$authorId', heroId: '$heroId' } } },
    ]);
    return found.map(({ _id: { authorId, heroId } }) => ({ authorId, heroId }));
  };

  return {
    /** Stores a word for each of its readers. Those who have it already keep it as it is. */
    async give(word: NewPrivateWord, heroIds: readonly string[]): Promise<void> {
      const { wordId, authorId, text, givenAt, customerAlias, rung, principle } = word;
      const documents = heroIds.map((heroId) => ({
        _id: privateWordId(wordId, heroId),
        teamId,
        wordId,
        authorId,
        heroId,
        text,
        givenAt,
        ...(customerAlias !== undefined && { customerAlias }),
        ...(rung !== undefined && { rung }),
        ...(principle !== undefined && { principle }),
        isOpen: true,
        isTallyStale: true,
        timesOut: 0,
      }));
      await indexesTaken(() => model.insertMany(documents, unordered));
    },

    find: (id: string) => model.findOne(one(id)).lean(),

    /** One for each of its readers, those it was taken back from too. */
    ofWord: (wordId: string) => model.find({ teamId, wordId }).sort({ _id: 1 }).lean(),

    /** What somebody has not read yet, the oldest first. */
    openOf: (heroId: string, limit: number) =>
      model
        .find({ teamId, heroId, isOpen: { $exists: true } })
        .sort({ givenAt: 1 })
        .limit(limit)
        .lean(),

    /** A note is composed with it: from now on it is not taken back. Null when it was, or when Home showed it. */
    takeIntoNote: (id: string) =>
      model
        .findOneAndUpdate(
          { ...one(id), ...standing, shownOnHomeAt: absent },
          { $inc: { timesOut: 1 } },
          { returnDocument: 'after' },
        )
        .lean(),

    async recordTold(id: string, now: Date): Promise<void> {
      await model.updateOne({ ...one(id), toldAt: absent }, { $set: { toldAt: now }, $unset: { isOpen: 1 } });
    },

    /** Home shows it, as it was read. False when it was taken back, or taken into a note, meanwhile. */
    async showOnHome({ _id, timesOut }: PrivateWord, now: Date): Promise<boolean> {
      const unchanged = { ...one(_id), ...standing, timesOut, toldAt: absent };
      const result = await model.updateOne(unchanged, { $set: { shownOnHomeAt: now } });
      return result.matchedCount === 1;
    },

    /** Its author takes it back, as it was read; with it go its words. False when that is too late. */
    async takeBack({ _id, timesOut }: PrivateWord, authorId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(_id), ...standing, authorId, timesOut, toldAt: absent, shownOnHomeAt: absent },
        {
          $set: { takenBackAt: now, isTallyStale: true },
          $unset: { isOpen: 1, text: 1, customerAlias: 1, rung: 1, principle: 1 },
        },
      );
      return result.modifiedCount === 1;
    },

    /** Those that running totals do not know as they are. */
    tallyStale: (limit: number) =>
      model
        .find({ teamId, isTallyStale: true }, { authorId: 1, givenAt: 1, takenBackAt: 1 })
        .limit(limit)
        .lean(),

    /** Totals have followed these as they were read. */
    async settleTallies(words: readonly Pick<PrivateWord, '_id' | 'takenBackAt'>[]): Promise<void> {
      for (const { _id, takenBackAt } of words)
        await model.updateOne(
          { ...one(_id), takenBackAt: takenBackAt ?? absent },
          { $unset: { isTallyStale: 1 } },
        );
    },

    /** Has the totals of everybody who gave one made anew. */
    async markTalliesStale(): Promise<void> {
      await model.updateMany({ teamId }, { $set: { isTallyStale: true } });
    },

    /** From now on they count nowhere, and are to be deleted. */
    async retire(ids: readonly string[]): Promise<void> {
      await model.updateMany({ _id: { $in: [...ids] }, teamId }, { $set: { isForgotten: true } });
    },

    /** Its reader says thanks, once. Null when they did before, or when it is not theirs. */
    thank: (id: string, heroId: string, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(id), ...standing, heroId, thankedAt: absent },
          { $set: { thankedAt: now }, $unset: { isOpen: 1 } },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Its reader has read it on Home. */
    async putAway(id: string, heroId: string): Promise<void> {
      await model.updateOne(
        { ...one(id), heroId, shownOnHomeAt: { $exists: true } },
        { $unset: { isOpen: 1 } },
      );
    },

    /** Whom somebody gave a word in that time, each once: the pair, however many words. */
    givenBy: (authorId: string, span: Span): Promise<Pair[]> => pairsIn({ authorId }, span),

    /** When somebody gave each of these people a word last; not those whom they gave none. */
    async lastGivenTo(authorId: string, heroIds: readonly string[]): Promise<Map<string, Date>> {
      const given = { teamId, authorId, heroId: { $in: [...heroIds] }, ...standing };
      const found = await model.find(given, { heroId: 1, givenAt: 1 }).sort({ givenAt: 1 }).lean();
      return new Map(found.map(({ heroId, givenAt }) => [heroId, givenAt]));
    },

    /** Who gave whom a word in that time, each pair once. */
    pairsBetween: (span: Span): Promise<Pair[]> => pairsIn({}, span),

    /** The oldest that were given before that. */
    olderThan: (before: Date, limit: number) =>
      model
        .find({ teamId, givenAt: { $lt: before } }, { wordId: 1, authorId: 1, heroId: 1, givenAt: 1 })
        .sort({ givenAt: 1 })
        .limit(limit)
        .lean(),

    /**
     * What somebody wrote to one person alone, and what others wrote to them that they have read. Where it was read is for
     * its reader: on Home it is for whoever turned praise off.
     */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const read = {
        heroId: userId,
        $or: [{ toldAt: { $exists: true } }, { shownOnHomeAt: { $exists: true } }],
      };
      const found = await model.find({ teamId, $or: [{ authorId: userId }, read] }).lean();
      return found.map((word) => {
        const ofReader = word.authorId === userId ? ['toldAt', 'shownOnHomeAt'] : [];
        return personRow(word, ['timesOut', 'isOpen', 'isTallyStale', 'isForgotten', ...ofReader]);
      });
    },

    /** Deletes what was written to them; what they wrote stays with its reader, by nobody in particular. Says how many. */
    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const { deletedCount } = await model.deleteMany({ teamId, heroId: userId });
      const { modifiedCount } = await model.updateMany(
        { teamId, authorId: userId },
        { $set: { authorId: standIn, isTallyStale: true } },
      );
      return deletedCount + modifiedCount;
    },

    async forget(ids: readonly string[]): Promise<void> {
      await model.deleteMany({ _id: { $in: [...ids] }, teamId });
    },
  };
};

/** What people wrote to one person alone: one document a word and reader. */
export const createPrivateWords = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces with a word that running totals do not know as it is. */
    tallyStaleTeams: (): Promise<string[]> => model.distinct('teamId', { isTallyStale: true }),

    of: (teamId: string) => privateWordsOf(model, teamId),
  };
};
