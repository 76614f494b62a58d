import type { PipelineStage } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import { counted, shown, type WinModel } from './win-schema.ts';

/** Home never looks at what a win said before it was edited. */
const withoutHistory = '-editions';

/** So many wins, and the nominations of all of them together. */
export interface WinSum {
  winCount: number;
  nominationCount: number;
}

const sum: PipelineStage.Group = {
  $group: { _id: null, winCount: { $sum: 1 }, nominationCount: { $sum: '$nominationCount' } },
};

/** What Home asks about wins: each by an index, and however long the history is, a page of it, a week or a month. */
export const winOverviewsOf = (model: WinModel, teamId: string) => {
  const newestOf = (person: { heroIds: string } | { authorId: string }, limit: number) =>
    model
      .find({ teamId, ...person, ...shown })
      .select(withoutHistory)
      .sort({ postedAt: -1 })
      .limit(limit)
      .lean();

  return {
    /** What somebody posted or is credited in, the newest first. */
    async lastOf(userId: string, limit: number) {
      const found = await Promise.all([
        newestOf({ heroIds: userId }, limit),
        newestOf({ authorId: userId }, limit),
      ]);
      const wins = new Map(found.flat().map((win) => [win._id, win]));
      return [...wins.values()].sort((a, b) => b.postedAt.getTime() - a.postedAt.getTime()).slice(0, limit);
    },

    /** What somebody is credited in since then. */
    async sumOf(userId: string, since: Date): Promise<WinSum> {
      const theirs = { teamId, heroIds: userId, postedAt: { $gte: since }, ...counted };
      const [found] = await model.aggregate<WinSum>([{ $match: theirs }, sum]);
      return { winCount: found?.winCount ?? 0, nominationCount: found?.nominationCount ?? 0 };
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
