import type { PipelineStage } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { counted, shown, type WinModel } from './win-schema.ts';

/** Home never looks at what a win said before it was edited. */
const withoutHistory = '-editions';

/** So many wins, and the nominations of all of them together; and apart from them those that somebody helped with. */
export interface WinSum {
  winCount: number;
  nominationCount: number;
  helpedCount: number;
}

const sum: PipelineStage.Group = {
  $group: { _id: null, winCount: { $sum: 1 }, nominationCount: { $sum: '$nominationCount' } },
};

/** What Home asks about wins: each by an index, and however long the history is, a page of it, a week or a month. */
export const winOverviewsOf = (model: WinModel, teamId: string) => {
  const newestOf = (
    person: { heroIds: string } | { helperIds: string } | { authorId: string },
    limit: number,
  ) =>
    model
      .find({ teamId, ...person, ...shown })
      .select(withoutHistory)
      .sort({ postedAt: -1 })
      .limit(limit)
      .lean();

  return {
    /** The newest that somebody posted. */
    async lastBy(authorId: string) {
      const [win] = await newestOf({ authorId }, 1);
      return win;
    },

    /** What somebody posted, is credited in or helped with, the newest first. */
    async lastOf(userId: string, limit: number) {
      const found = await Promise.all([
        newestOf({ heroIds: userId }, limit),
        newestOf({ authorId: userId }, limit),
        newestOf({ helperIds: userId }, limit),
      ]);
      const wins = new Map(found.flat().map((win) => [win._id, win]));
      return [...wins.values()].sort((a, b) => b.postedAt.getTime() - a.postedAt.getTime()).slice(0, limit);
    },

    /** What somebody is credited in, and helped with, since then. */
    async sumOf(userId: string, since: Date): Promise<WinSum> {
      const lately = { teamId, postedAt: { $gte: since }, ...counted };
      const [[found], helpedCount] = await Promise.all([
        model.aggregate<Omit<WinSum, 'helpedCount'>>([{ $match: { ...lately, heroIds: userId } }, sum]),
        model.countDocuments({ ...lately, helperIds: userId }),
      ]);
      const { winCount = 0, nominationCount = 0 } = found ?? {};
      return { winCount, nominationCount, helpedCount };
    },

    countSince: (since: Date): Promise<number> =>
      model.countDocuments({ teamId, postedAt: { $gte: since }, ...counted }),

    /** Whom the wins of a week credit, and where they are; the newest first. */
    creditsOfWeek: (week: WeekName) =>
      model
        .find({ teamId, week, ...counted }, { heroIds: 1, names: 1, postedAt: 1, wall: 1 })
        .sort({ postedAt: -1, _id: -1 })
        .lean(),

    /** Those that were last said to be exceptional, the newest first. Whether they still are is not asked. */
    lastAnnounced: (limit: number) =>
      model
        .find({ teamId, exceptionalAnnouncedAt: { $exists: true }, ...counted })
        .select(withoutHistory)
        .sort({ exceptionalAnnouncedAt: -1 })
        .limit(limit)
        .lean(),
  };
};
