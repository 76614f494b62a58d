import type { WeekName } from '../domain/calendar.ts';
import { counted, type WinModel } from './win-schema.ts';

/** All that changes how a win is shown, or whether it is. */
const seen = {
  teamId: 1,
  revision: 1,
  edition: 1,
  votesVersion: 1,
  nominationCount: 1,
  customerVersion: 1,
  timesBack: 1,
  isOffWall: 1,
  'wall.ts': 1,
  'withdrawn.at': 1,
  folded: 1,
  isUnpostable: 1,
  isForgotten: 1,
} as const;

/**
 * For each of these teams a mark, which is another once one of its wins that are shown is, or there is a newer one: two
 * queries, however many teams there are, that read no more than what is shown and what has just come.
 */
export const winMarks = async (
  model: WinModel,
  { teamIds, shownIds, since }: { teamIds: readonly string[]; shownIds: readonly string[]; since: Date },
): Promise<Map<string, string>> => {
  const [shown, newest] = await Promise.all([
    model
      .find({ _id: { $in: [...shownIds] } }, seen)
      .sort({ _id: 1 })
      .lean(),
    model
      .find({ teamId: { $in: [...teamIds] }, postedAt: { $gte: since } }, seen)
      .sort({ _id: 1 })
      .lean(),
  ]);
  const marks = new Map<string, string>();
  for (const { teamId, ...win } of [...shown, ...newest])
    marks.set(teamId, `${marks.get(teamId) ?? ''}${JSON.stringify(win)}`);
  return marks;
};

/** Those of a week that come into question for a screen: the newest, and the newest that are exceptional. */
export const winScreensOf = (model: WinModel, teamId: string) => ({
  async forScreen(week: WeekName, exceptionalThreshold: number, limit: number) {
    const newest = (filter: { nominationCount?: { $gte: number } }) =>
      model
        .find({ teamId, week, ...filter, ...counted })
        .select('-editions')
        .sort({ postedAt: -1, _id: -1 })
        .limit(limit)
        .lean();
    const found = await Promise.all([
      newest({}),
      newest({ nominationCount: { $gte: exceptionalThreshold } }),
    ]);
    return [...new Map(found.flat().map((win) => [win._id, win])).values()];
  },
});
