import { type CalendarDay, dayOf, quarterOfDay } from './calendar.ts';
import type { WinCredits } from './win.ts';

/** A month `2026-10`, a quarter `2026-Q4`, a year `2026`, or all time. */
export type TallyPeriod = string;
export const allTime: TallyPeriod = 'all';

/** What a tally is of when it is of no single person. */
export const wholeTeam = '';

/** The running totals of one person, or of the whole team, in one period. */
export interface Tally {
  /** Who nominated something that credits the person. */
  seenBy: ReadonlySet<string>;
  /** Whom the person nominated. */
  noticed: ReadonlySet<string>;
  /** Of the whole team: each win once, and each nomination of it once, however many it credits. */
  winCount: number;
  nominationCount: number;
}

/** Who noticed whom besides, in words that are on no wall. */
export interface PrivatePair {
  authorId: string;
  heroId: string;
}

export const noTally: Tally = { seenBy: new Set(), noticed: new Set(), winCount: 0, nominationCount: 0 };

export const monthOf = (at: Date, zone: string): TallyPeriod => dayOf(at, zone).slice(0, 7);

const firstDayOf = (month: TallyPeriod): CalendarDay => `${month}-01`;

const dayMs = 86_400_000;

/** The months that an instant may belong to, whatever the zone is, or was when it was counted. */
export const monthsAround = (at: Date): TallyPeriod[] => [
  ...new Set([-dayMs, dayMs].map((shiftMs) => monthOf(new Date(at.getTime() + shiftMs), 'UTC'))),
];

export const isMonth = (period: TallyPeriod): boolean => /^\d{4}-\d{2}$/.test(period);

/** The next larger period, whose totals are made of those of its parts. Undefined for all time. */
export const periodAbove = (period: TallyPeriod): TallyPeriod | undefined => {
  if (period === allTime) return undefined;
  if (isMonth(period)) return quarterOfDay(firstDayOf(period));
  return period.length > 4 ? period.slice(0, 4) : allTime;
};

export const yearOf = (at: Date, zone: string): TallyPeriod => monthOf(at, zone).slice(0, 4);

/** Whether a period was over before a month began. */
export const isOverBefore = (period: TallyPeriod, month: TallyPeriod): boolean => {
  if (isMonth(period)) return period < month;
  if (period === allTime) return false;
  return period < (period.includes('Q') ? quarterOfDay(firstDayOf(month)) : month.slice(0, 4));
};

/** Whose totals are to be made anew, by period. */
export type Subjects = Map<TallyPeriod, Set<string>>;

const add = (subjects: Subjects, period: TallyPeriod, ids: Iterable<string>): void => {
  const known = subjects.get(period) ?? new Set();
  for (const id of ids) known.add(id);
  subjects.set(period, known);
};

/** What a change of these touches: the whole team's months, and those of everybody who ever had to do with them. */
export const touchedBy = (
  changed: readonly { at: Date; userIds: readonly string[] }[],
  subjects: Subjects = new Map(),
): Subjects => {
  for (const { at, userIds } of changed)
    for (const month of monthsAround(at)) add(subjects, month, [wholeTeam, ...userIds]);
  return subjects;
};

/** The same one step up. */
export const subjectsAbove = (subjects: Subjects): Subjects => {
  const above: Subjects = new Map();
  for (const [period, ids] of subjects) {
    const next = periodAbove(period);
    if (next !== undefined) add(above, next, ids);
  }
  return above;
};

/** Counts wins, and words that are on no wall, for these people; somebody whom nothing is about has an empty tally. */
export const tallyPeople = (
  wins: Iterable<WinCredits>,
  pairs: Iterable<PrivatePair>,
  userIds: Iterable<string>,
): Map<string, Tally> => {
  const open = new Map(
    [...userIds].map((id) => [id, { seenBy: new Set<string>(), noticed: new Set<string>() }]),
  );
  for (const { heroIds, nominatorIds } of wins)
    for (const nominatorId of nominatorIds)
      for (const heroId of heroIds)
        if (heroId !== nominatorId) {
          open.get(heroId)?.seenBy.add(nominatorId);
          open.get(nominatorId)?.noticed.add(heroId);
        }
  for (const { authorId, heroId } of pairs) if (authorId !== heroId) open.get(authorId)?.noticed.add(heroId);
  return new Map([...open].map(([id, sets]) => [id, { ...noTally, ...sets }]));
};

export const mergeTallies = (parts: Iterable<Tally>): Tally => {
  const all = [...parts];
  return {
    seenBy: new Set(all.flatMap(({ seenBy }) => [...seenBy])),
    noticed: new Set(all.flatMap(({ noticed }) => [...noticed])),
    winCount: all.reduce((sum, { winCount }) => sum + winCount, 0),
    nominationCount: all.reduce((sum, { nominationCount }) => sum + nominationCount, 0),
  };
};
