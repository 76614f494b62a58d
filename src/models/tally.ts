import { type Connection, Schema } from 'mongoose';
import {
  isMonth,
  mergeTallies,
  noTally,
  periodAbove,
  type Tally,
  type TallyPeriod,
  wholeTeam,
} from '../domain/tally.ts';
import { ownDocumentsOf } from './person-document.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { indexesTaken, schemaOptions, unordered } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace, period and person. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** See domain/tally.ts. */
    period: { type: String, required: true },
    /** The period that this one is a part of. */
    above: String,
    /** Empty: of the whole team. */
    userId: { type: String, default: wholeTeam },
    seenBy: { type: [String], required: true },
    seenByCount: { type: Number, required: true },
    noticed: { type: [String], required: true },
    noticedCount: { type: Number, required: true },
    /** Of the whole team. */
    winCount: { type: Number, required: true },
    nominationCount: { type: Number, required: true },
    /** Rises with every writing: totals are only written if nobody wrote others since before their wins were read. */
    version: { type: Number, required: true },
    /** Some of its wins are not kept any more: the numbers stay as they were. */
    isFrozen: Boolean,
  },
  { ...schemaOptions, collection: 'tallies' },
);

schema.index({ teamId: 1, above: 1, userId: 1 });
schema.index({ teamId: 1, period: 1, seenByCount: -1, userId: 1 });
schema.index({ teamId: 1, period: 1, noticedCount: -1, userId: 1 });

export type TallyList = 'seenBy' | 'noticed';

/** What was known of totals before they were made anew. */
export interface TallyVersion {
  version: number;
  isFrozen: boolean;
}

interface StoredTally {
  seenBy: string[];
  noticed: string[];
  winCount: number;
  nominationCount: number;
}

const tallyFrom = ({ seenBy, noticed, winCount, nominationCount }: StoredTally): Tally => ({
  seenBy: new Set(seenBy),
  noticed: new Set(noticed),
  winCount,
  nominationCount,
});

const fieldsOf = ({ seenBy, noticed, winCount, nominationCount }: Tally) => ({
  seenBy: [...seenBy],
  seenByCount: seenBy.size,
  noticed: [...noticed],
  noticedCount: noticed.size,
  winCount,
  nominationCount,
});

const modelFor = (connection: Connection) => connection.model('Tally', schema);

const talliesOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const idOf = (period: TallyPeriod, userId: string) => `${teamId}:${period}:${userId}`;

  return {
    async find(period: TallyPeriod, userId: string): Promise<Tally> {
      const found = await model.findOne({ _id: idOf(period, userId), teamId }).lean();
      return found ? tallyFrom(found) : noTally;
    },

    /** Those that are stored already. */
    async versions(period: TallyPeriod, userIds: Iterable<string>): Promise<Map<string, TallyVersion>> {
      const ids = [...userIds].map((userId) => idOf(period, userId));
      const found = await model
        .find({ _id: { $in: ids }, teamId }, { userId: 1, version: 1, isFrozen: 1 })
        .lean();
      return new Map(
        found.map(({ userId, version, isFrozen }) => [userId, { version, isFrozen: isFrozen === true }]),
      );
    },

    /** What the parts of a period come to, for each of these. */
    async ofParts(period: TallyPeriod, userIds: ReadonlySet<string>): Promise<Map<string, Tally>> {
      const found = await model.find({ teamId, above: period, userId: { $in: [...userIds] } }).lean();
      const parts = new Map([...userIds].map((userId) => [userId, [] as Tally[]]));
      for (const each of found) parts.get(each.userId)?.push(tallyFrom(each));
      return new Map([...parts].map(([userId, each]) => [userId, mergeTallies(each)]));
    },

    /**
     * Writes totals that were made after `versions` was read. False when somebody wrote others meanwhile: what was not
     * written is to be made again. An empty tally is written as well, since it says that older ones are out of date.
     */
    async write(
      period: TallyPeriod,
      tallies: ReadonlyMap<string, Tally>,
      versions: ReadonlyMap<string, TallyVersion>,
    ): Promise<boolean> {
      const above = periodAbove(period);
      const fresh = [...tallies].filter(([userId]) => !versions.has(userId));
      const known = [...tallies].flatMap(([userId, tally]) => {
        const { version } = versions.get(userId) ?? {};
        return version === undefined ? [] : [{ userId, tally, version }];
      });
      const insert = ([userId, tally]: [string, Tally]) => ({
        insertOne: {
          document: {
            _id: idOf(period, userId),
            teamId,
            period,
            ...(above !== undefined && { above }),
            userId,
            ...fieldsOf(tally),
            version: 1,
          },
        },
      });
      const taken =
        fresh.length > 0
          ? await indexesTaken(() => model.bulkWrite(fresh.map(insert), unordered))
          : new Set<number>();
      if (known.length === 0) return taken.size === 0;
      const { matchedCount } = await model.bulkWrite(
        known.map(({ userId, tally, version }) => ({
          updateOne: {
            filter: { _id: idOf(period, userId), teamId, version },
            update: { $set: { ...fieldsOf(tally), version: version + 1 } },
          },
        })),
        unordered,
      );
      return taken.size === 0 && matchedCount === known.length;
    },

    /** Those whom most different people count for, the first of them, after so many. */
    async first(period: TallyPeriod, list: TallyList, skip: number, limit: number) {
      const field = `${list}Count` as const;
      const found = await model
        .find({ teamId, period, [field]: { $gt: 0 } })
        // From the index alone.
        .select(`-_id userId ${field}`)
        .sort({ [field]: -1, userId: 1 })
        .skip(skip)
        .limit(limit)
        .lean();
      return found.map((each) => ({ userId: each.userId, count: each[field] }));
    },

    periods: (): Promise<TallyPeriod[]> => model.distinct('period', { teamId, userId: wholeTeam }),

    userIds: (period: TallyPeriod): Promise<string[]> => model.distinct('userId', { teamId, period }),

    /** From now on the whole team's numbers of these months stay as they are. */
    async freeze(months: readonly TallyPeriod[]): Promise<void> {
      const ids = months.map((month) => idOf(month, wholeTeam));
      await model.updateMany(
        { _id: { $in: ids }, teamId },
        { $set: { isFrozen: true }, $inc: { version: 1 } },
      );
    },

    async exportOf(userId: string): Promise<PersonRow[]> {
      const found = await model.find({ teamId, userId }).sort({ period: 1 }).lean();
      return found.map((each) =>
        personRow(each, ['above', 'version', 'isFrozen', 'winCount', 'nominationCount']),
      );
    },

    /** Whose totals say that they were seen by one of these people, or noticed them. Each a month. */
    async monthsWith(userIds: readonly string[]): Promise<Map<TallyPeriod, Set<string>>> {
      const some = { $in: [...userIds] };
      const filter = { teamId, $or: [{ seenBy: some }, { noticed: some }] };
      const months = new Map<TallyPeriod, Set<string>>();
      for (const { period, userId } of await model.find(filter, { period: 1, userId: 1 }).lean())
        if (isMonth(period)) months.set(period, (months.get(period) ?? new Set()).add(userId));
      return months;
    },

    /** Deletes their totals; in those of others, the stand-in counts in their place. Says how many were changed. */
    async erasePerson(erased: Erased): Promise<number> {
      const { userId, standIn } = erased;
      let changed = await ownDocumentsOf(model, teamId).erasePerson(erased);
      for (const list of ['seenBy', 'noticed'] as const) {
        const result = await model.updateMany(
          { teamId, [list]: userId },
          { $set: { [`${list}.$`]: standIn }, $inc: { version: 1 } },
        );
        changed += result.modifiedCount;
      }
      return changed;
    },

    /** Nothing stays of people whom nothing that is kept is about. */
    async forgetEmpty(periods: readonly TallyPeriod[]): Promise<void> {
      await model.deleteMany({
        teamId,
        period: { $in: [...periods] },
        userId: { $ne: wholeTeam },
        seenByCount: 0,
        noticedCount: 0,
      });
    },
  };
};

/** Running totals of who was seen by whom, which can be made from the wins at any time. */
export const createTallies = (connection: Connection) => {
  const model = modelFor(connection);
  return { model, of: (teamId: string) => talliesOf(model, teamId) };
};
