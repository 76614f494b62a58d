import type { WeekName } from '../domain/calendar.ts';
import type { WeekTotal } from '../domain/win.ts';
import { counted, type WinModel } from './win-schema.ts';

/** A digest never looks at what a win said before it was edited. */
const withoutHistory = '-editions';

/** What the digest asks about wins. Each goes by an index on the week or on who is credited. */
export const winWeeksOf = (model: WinModel, teamId: string) => ({
  ofWeek: (week: WeekName) =>
    model
      .find({ teamId, week, ...counted })
      .select(withoutHistory)
      .sort({ postedAt: 1, _id: 1 })
      .lean(),

  /** Weeks without a win are left out. */
  totals: (weeks: readonly WeekName[], exceptionalThreshold: number): Promise<WeekTotal[]> =>
    model.aggregate<WeekTotal>([
      { $match: { teamId, week: { $in: weeks }, ...counted } },
      {
        $group: {
          _id: '$week',
          winCount: { $sum: 1 },
          exceptionalCount: {
            $sum: { $cond: [{ $gte: ['$nominationCount', exceptionalThreshold] }, 1, 0] },
          },
        },
      },
      { $project: { _id: 0, week: '$_id', winCount: 1, exceptionalCount: 1 } },
    ]),

  /** Whether somebody was credited in a week before this one. */
  async wasCreditedBefore(userId: string, week: WeekName): Promise<boolean> {
    const earlier = { teamId, heroIds: userId, week: { $lt: week }, ...counted };
    return (await model.exists(earlier)) !== null;
  },

  /** Everybody credited in a win of these weeks that somebody nominated. */
  nominatedHeroIds: (weeks: readonly WeekName[]): Promise<string[]> =>
    model.distinct('heroIds', { teamId, week: { $in: weeks }, nominationCount: { $gt: 0 }, ...counted }),

  /** Those of these wins that are of no such week and that somebody nominated. */
  nominatedOutside: (winIds: readonly string[], weeks: readonly WeekName[]) =>
    model
      .find(
        { _id: { $in: winIds }, teamId, week: { $nin: weeks }, nominationCount: { $gt: 0 }, ...counted },
        { heroIds: 1 },
      )
      .lean(),

  /** What credits any of these people and somebody told of or nominated. */
  recognisedBy: (userId: string, heroIds: readonly string[]) =>
    model
      .find(
        {
          teamId,
          heroIds: { $in: heroIds },
          $or: [{ authorId: userId }, { nominatorIds: userId }],
          ...counted,
        },
        { heroIds: 1, postedAt: 1 },
      )
      .lean(),

  /** What these people did in these weeks and nobody nominated. */
  unnominated: (heroIds: readonly string[], weeks: readonly WeekName[]) =>
    model
      .find({ teamId, heroIds: { $in: heroIds }, week: { $in: weeks }, nominationCount: 0, ...counted })
      .select(withoutHistory)
      .lean(),
});
