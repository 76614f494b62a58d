import type { PipelineStage } from 'mongoose';
import type { Span } from '../domain/calendar.ts';
import type { Principle, Rung } from '../domain/win.ts';
import { addedUp, type OwnTotals } from '../domain/win-totals.ts';
import { counted, type WinModel } from './win-schema.ts';

/** Nobody is shown what their win said before it was edited, nor who nominated it. */
const withoutHistory = '-editions';

/** Wins that are alike in all that is counted. */
interface Alike {
  _id: { rung?: Rung; principle?: Principle; isExceptional: boolean };
  winCount: number;
  nominationCount: number;
}

/** A few dozen groups at most, whatever there is to count. */
const alike = (exceptionalThreshold: number): PipelineStage.Group => ({
  $group: {
    _id: {
      rung: '$rung',
      principle: '$principle',
      isExceptional: { $gte: ['$nominationCount', exceptionalThreshold] },
    },
    winCount: { $sum: 1 },
    nominationCount: { $sum: '$nominationCount' },
  },
});

const within = (span: Partial<Span>) =>
  span.start || span.end
    ? { postedAt: { ...(span.start && { $gte: span.start }), ...(span.end && { $lt: span.end }) } }
    : {};

/** What somebody is to a win. */
export type OwnPart = 'hero' | 'helper' | 'nominator';

const fieldOf: Record<OwnPart, 'heroIds' | 'helperIds' | 'nominatorIds'> = {
  hero: 'heroIds',
  helper: 'helperIds',
  nominator: 'nominatorIds',
};

/** What somebody asks about wins that they had a part in. Each by an index. */
export const ownWinsOf = (model: WinModel, teamId: string) => {
  const theirs = (part: OwnPart, userId: string, span: Partial<Span>) => ({
    teamId,
    [fieldOf[part]]: userId,
    ...within(span),
    ...counted,
  });
  const newestFirst = (part: OwnPart, userId: string, span: Partial<Span>) =>
    model
      .find(theirs(part, userId, span))
      .select(withoutHistory)
      .sort({ postedAt: -1 })
      .lean();

  return {
    /** All that credits somebody. */
    async ownTotals(userId: string, span: Partial<Span>, exceptionalThreshold: number): Promise<OwnTotals> {
      const groups = await model.aggregate<Alike>([
        { $match: theirs('hero', userId, span) },
        alike(exceptionalThreshold),
      ]);
      return addedUp(groups.map(({ _id, ...counts }) => ({ ..._id, ...counts })));
    },

    ownCount: (part: OwnPart, userId: string, span: Partial<Span> = {}): Promise<number> =>
      model.countDocuments(theirs(part, userId, span)),

    ownNewest: (part: OwnPart, userId: string, span: Partial<Span>, limit: number) =>
      newestFirst(part, userId, span).limit(limit),

    /** The newest on the wall that somebody told, or that credit them. */
    ownOnWall: (userId: string, since: Date, limit: number) =>
      model
        .find({
          teamId,
          $or: [{ authorId: userId }, { heroIds: userId }],
          postedAt: { $gte: since },
          wall: { $exists: true },
          ...counted,
        })
        .select(withoutHistory)
        .sort({ postedAt: -1 })
        .limit(limit)
        .lean(),

    /** All of them, one after the other, the newest first. */
    ownAll: (part: OwnPart, userId: string, span: Partial<Span>) => newestFirst(part, userId, span).cursor(),

    /** How many wins somebody nominated, and of how many people. */
    async givenTotals(userId: string, span: Partial<Span>) {
      const given = theirs('nominator', userId, span);
      const [winCount, heroIds] = await Promise.all([
        model.countDocuments(given),
        model.distinct('heroIds', given),
      ]);
      return { winCount, personCount: heroIds.length };
    },
  };
};
