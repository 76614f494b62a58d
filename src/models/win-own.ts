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

/** What somebody asks about their own wins, and about those that they nominated. Each by an index. */
export const ownWinsOf = (model: WinModel, teamId: string) => {
  const ownIn = (userId: string, span: Partial<Span>) => ({
    teamId,
    heroIds: userId,
    ...within(span),
    ...counted,
  });
  const givenIn = (userId: string, span: Partial<Span>) => ({
    teamId,
    nominatorIds: userId,
    ...within(span),
    ...counted,
  });

  return {
    async ownTotals(userId: string, span: Partial<Span>, exceptionalThreshold: number): Promise<OwnTotals> {
      const groups = await model.aggregate<Alike>([
        { $match: ownIn(userId, span) },
        alike(exceptionalThreshold),
      ]);
      return addedUp(groups.map(({ _id, ...counts }) => ({ ..._id, ...counts })));
    },

    /** What somebody is credited in, the newest first. */
    ownNewest: (userId: string, span: Partial<Span>, limit: number) =>
      model.find(ownIn(userId, span)).select(withoutHistory).sort({ postedAt: -1 }).limit(limit).lean(),

    /** The same, all of it, one after the other. */
    ownAll: (userId: string, span: Partial<Span>) =>
      model.find(ownIn(userId, span)).select(withoutHistory).sort({ postedAt: -1 }).lean().cursor(),

    /** How many wins somebody nominated, and of how many people. */
    async givenTotals(userId: string, span: Partial<Span>) {
      const [winCount, heroIds] = await Promise.all([
        model.countDocuments(givenIn(userId, span)),
        model.distinct('heroIds', givenIn(userId, span)),
      ]);
      return { winCount, personCount: heroIds.length };
    },

    givenNewest: (userId: string, limit: number) =>
      model.find(givenIn(userId, {})).select(withoutHistory).sort({ postedAt: -1 }).limit(limit).lean(),
  };
};
