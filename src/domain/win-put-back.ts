import type { WeekName } from './calendar.ts';
import type { Actor, Credited } from './win.ts';
import { openWeek, type Workspace } from './workspace.ts';

/** For so long a win that was taken down can be put back. */
export const putBackWithinMs = 24 * 3_600_000;

/** A win that is off the wall. */
export interface TakenDown extends Credited {
  withdrawn?:
    | { at?: Date | null; by?: string | null; why?: string | null; isDecided?: boolean | null }
    | null
    | undefined;
}

/** Why a win is not put back. `only-without`: whom it credited took it down, and it can come back without them. */
export type PutBackRefusal =
  | { kind: 'stands' | 'deleted' | 'too-late' | 'not-allowed' | 'decided' }
  | { kind: 'against' | 'only-without'; heroId: string };

/** Who was credited against their will: a hero who took it down, and did not tell it themselves. */
const unwilling = ({ authorId, heroIds, withdrawn }: TakenDown): string | undefined =>
  heroIds.find((userId) => userId === withdrawn?.by && userId !== authorId);

/** Who is credited when it comes back without whom it credited against their will. */
export const heroesWithout = (win: TakenDown): string[] =>
  win.heroIds.filter((userId) => userId !== unwilling(win));

const whyNotNow = ({ withdrawn }: TakenDown, now: Date): PutBackRefusal | undefined => {
  if (!withdrawn?.at) return { kind: 'stands' };
  // Nobody is named who took down what went with somebody's data.
  if (withdrawn.why !== 'taken-down' || !withdrawn.by) return { kind: 'deleted' };
  if (now.getTime() - withdrawn.at.getTime() >= putBackWithinMs) return { kind: 'too-late' };
  return undefined;
};

/**
 * Why somebody cannot put a win back; undefined when they can. Its author can, and whoever took it down, and managers.
 * Nobody is credited against their will: what a hero took down comes back by them, or without them by its author. What
 * managers decided after a report is for managers.
 */
export const whyNotPutBack = (
  win: TakenDown,
  { userId, isManager }: Actor,
  { isWithout }: { isWithout: boolean },
  now: Date,
): PutBackRefusal | undefined => {
  const why = whyNotNow(win, now);
  if (why) return why;
  const isAuthor = win.authorId === userId;
  const isTaker = win.withdrawn?.by === userId;
  const heroId = unwilling(win);
  if (win.withdrawn?.isDecided && !isManager) return isAuthor ? { kind: 'decided' } : { kind: 'not-allowed' };
  if (heroId !== undefined && !isTaker) {
    if (!isAuthor) return isManager ? { kind: 'against', heroId } : { kind: 'not-allowed' };
    if (heroesWithout(win).length === 0) return { kind: 'against', heroId };
    return isWithout ? undefined : { kind: 'only-without', heroId };
  }
  return isAuthor || isTaker || isManager ? undefined : { kind: 'not-allowed' };
};

/** The week that it counts in from now on: its own, unless that was closed while it was away, and told of without it. */
export const weekWhenPutBack = (
  week: WeekName | undefined,
  { wasWeekOpen }: { wasWeekOpen: boolean },
  workspace: Pick<Workspace, 'zone' | 'lastClosedWeek'>,
  now: Date,
): WeekName | undefined => (wasWeekOpen && isClosed(week, workspace) ? openWeek(now, workspace) : week);

/** Whether a week's digest is made. */
export const isClosed = (
  week: WeekName | undefined,
  { lastClosedWeek }: Pick<Workspace, 'lastClosedWeek'>,
): boolean => week !== undefined && lastClosedWeek !== undefined && week <= lastClosedWeek;
