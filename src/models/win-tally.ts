import type { Span, WeekName } from '../domain/calendar.ts';
import type { WinCredits } from '../domain/win.ts';
import { unordered } from './schema-options.ts';
import type { WinSum } from './win-overview.ts';
import { counted, tallyStale, type WinModel } from './win-schema.ts';

/** A win that running totals do not know as it is. */
export interface StaleWin {
  winId: string;
  postedAt: Date;
  /** Everybody they count it for, or may have counted it for. */
  userIds: string[];
  tallyVersion: number | null;
}

const creditFields = { heroIds: 1, nominatorIds: 1 } as const;

/** Of more people than that, all wins of the month are read at once. */
const mostAskedFor = 50;

/** What running totals ask about wins. */
export const winTalliesOf = (model: WinModel, teamId: string) => {
  const credits = async (filter: object) =>
    model.find({ teamId, ...filter, ...counted }, creditFields).lean();

  const talliedIn = async (filter: object, limit: number): Promise<StaleWin[]> => {
    const fields = { ...creditFields, postedAt: 1, talliedIds: 1, tallyVersion: 1 } as const;
    const found = await model
      .find({ teamId, ...filter }, fields)
      .sort({ postedAt: -1 })
      .limit(limit)
      .lean();
    return found.map(({ _id, postedAt, heroIds, nominatorIds, talliedIds, tallyVersion }) => ({
      winId: _id,
      postedAt,
      userIds: [...new Set([...heroIds, ...nominatorIds, ...(talliedIds ?? [])])],
      tallyVersion: tallyVersion ?? null,
    }));
  };

  return {
    /** The newest first. */
    tallyStale: (limit: number): Promise<StaleWin[]> => talliedIn({ isTallyStale: true }, limit),

    /** These, whether totals know them as they are or not. */
    tallied: (winIds: readonly string[]): Promise<StaleWin[]> =>
      talliedIn({ _id: { $in: [...winIds] } }, winIds.length),

    /** Totals have followed these as they were read. What changed since then is followed again. */
    async settleTallies(wins: readonly StaleWin[]): Promise<void> {
      await model.bulkWrite(
        wins.map(({ winId, tallyVersion }) => ({
          updateOne: {
            filter: { _id: winId, teamId, tallyVersion },
            update: { $unset: { isTallyStale: 1 } },
          },
        })),
        unordered,
      );
    },

    /** Has the totals of everybody made anew whom these are about: all, or those posted since then. */
    async markTalliesStale(since?: Date): Promise<void> {
      await model.updateMany({ teamId, ...(since && { postedAt: { $gte: since } }) }, tallyStale);
    },

    /** Whom the wins of a time credit and who nominated them, as far as these people are concerned. */
    async creditsIn({ start, end }: Span, userIds: readonly string[]): Promise<WinCredits[]> {
      const inSpan = { postedAt: { $gte: start, $lt: end } };
      if (userIds.length > mostAskedFor) return credits(inSpan);
      const some = { $in: [...userIds] };
      const found = await Promise.all([
        credits({ heroIds: some, ...inSpan }),
        credits({ nominatorIds: some, ...inSpan }),
      ]);
      return [...new Map(found.flat().map((win) => [win._id, win])).values()];
    },

    creditsInWeek: (week: WeekName): Promise<WinCredits[]> => credits({ week }),

    /** How many there are in a time, and their nominations together. */
    async sumIn({ start, end }: Span): Promise<Pick<WinSum, 'winCount' | 'nominationCount'>> {
      const [sum] = await model.aggregate<{ winCount: number; nominationCount: number }>([
        { $match: { teamId, postedAt: { $gte: start, $lt: end }, ...counted } },
        { $group: { _id: null, winCount: { $sum: 1 }, nominationCount: { $sum: '$nominationCount' } } },
      ]);
      return { winCount: sum?.winCount ?? 0, nominationCount: sum?.nominationCount ?? 0 };
    },

    /** From now on they count nowhere, and are to be deleted. */
    async retire(winIds: readonly string[]): Promise<void> {
      await model.updateMany(
        { _id: { $in: [...winIds] }, teamId },
        { $inc: tallyStale.$inc, $set: { isForgotten: true, ...tallyStale.$set } },
      );
    },
  };
};
