import type { Deps } from '../../deps.ts';
import type { BoardPeriod, Standing } from '../../domain/board.ts';
import { quarterOf, weekSpan } from '../../domain/calendar.ts';
import {
  allTime,
  monthOf,
  type Tally,
  type TallyPeriod,
  tallyPeople,
  wholeTeam,
  yearOf,
} from '../../domain/tally.ts';
import { openWeek, type Workspace } from '../../domain/workspace.ts';
import type { TallyList } from '../../models/tally.ts';

type ScoreDeps = Pick<Deps, 'store'>;

/** Where a board's numbers come from. */
export interface Scores {
  team: Pick<Tally, 'winCount' | 'nominationCount'>;
  of(userId: string): Promise<{ seenByCount: number; noticedCount: number }>;
  /** Those whom most different people count for, the first of them, after so many. */
  first(list: TallyList, skip: number, limit: number): Promise<Standing[]>;
}

const stored = async ({ store: { tallies } }: ScoreDeps, period: TallyPeriod): Promise<Scores> => ({
  team: await tallies.find(period, wholeTeam),
  async of(userId) {
    const { seenBy, noticed } = await tallies.find(period, userId);
    return { seenByCount: seenBy.size, noticedCount: noticed.size };
  },
  first: (list, skip, limit) => tallies.first(period, list, skip, limit),
});

/** A week is few enough wins to be counted when somebody asks: the same ones that its digest will tell of. */
const ofWeek = async (deps: ScoreDeps, workspace: Workspace, now: Date): Promise<Scores> => {
  const week = openWeek(now, workspace);
  const wins = await deps.store.wins.creditsInWeek(week);
  const pairs = await deps.store.privateWords.pairsBetween(weekSpan(week, workspace.zone));
  const people = wins.flatMap(({ heroIds, nominatorIds }) => [...heroIds, ...nominatorIds]);
  const tallies = tallyPeople(wins, pairs, [...people, ...pairs.map(({ authorId }) => authorId)]);
  return {
    team: {
      winCount: wins.length,
      nominationCount: wins.reduce((sum, { nominatorIds }) => sum + nominatorIds.length, 0),
    },
    async of(userId) {
      const { seenBy, noticed } = tallies.get(userId) ?? {};
      return { seenByCount: seenBy?.size ?? 0, noticedCount: noticed?.size ?? 0 };
    },
    async first(list, skip, limit) {
      const standings = [...tallies].map(([userId, tally]) => ({ userId, count: tally[list].size }));
      return standings
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count)
        .slice(skip, skip + limit);
    },
  };
};

/** The numbers of the present week, month, quarter or year, or of all time. */
export const readScores = (
  deps: ScoreDeps,
  period: BoardPeriod,
  workspace: Workspace,
  now: Date,
): Promise<Scores> => {
  const { zone } = workspace;
  const kept: Record<Exclude<BoardPeriod, 'week'>, TallyPeriod> = {
    month: monthOf(now, zone),
    quarter: quarterOf(now, zone),
    year: yearOf(now, zone),
    all: allTime,
  };
  return period === 'week' ? ofWeek(deps, workspace, now) : stored(deps, kept[period]);
};
