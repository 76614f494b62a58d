import { addDays, addMonths, type CalendarDay, isCalendarDay, isWeekend, startOfDay } from './calendar.ts';
import { type ActionSize, actionSizes } from './challenge-pack.ts';
import { ladder, type Rung } from './win.ts';

/** How much of somebody's day a plan takes: as much as an action of a challenge. */
export const planSizes = actionSizes;
export type PlanSize = ActionSize;

/** `lapsed`: let go by itself, and shown nowhere as a failure. */
export const planStates = ['planned', 'done', 'dropped', 'lapsed'] as const;
export type PlanState = (typeof planStates)[number];

/** In UTF-16 code units: what the fields take. */
export const planLimits = { customerAlias: 80, clue: 300, treat: 500 } as const;

export type PlanText = keyof typeof planLimits;
const planTexts: readonly PlanText[] = ['customerAlias', 'clue', 'treat'];

/** Which of a plan's texts are longer than there is room. Slack's own apps keep to that; others may not. */
export const tooLongIn = (texts: Readonly<Record<PlanText, string | undefined>>): PlanText[] =>
  planTexts.filter((name) => (texts[name]?.length ?? 0) > planLimits[name]);

/** Where somebody is two weeks later, compared with before the treat. */
export const laterStands = ['same', 'up', 'unknown'] as const;
export type LaterStand = (typeof laterStands)[number];

/** What shows that they moved up. */
export const planEvidence = ['returned', 'recommended', 'said'] as const;
export type PlanEvidence = (typeof planEvidence)[number];

const monthsAhead = 6;
/** Whoever has moved a plan so often does it or lets it go. */
export const mostMoves = 2;
/** So long after its day a plan is let go that nobody did; sooner when it was moved as often as it can be. */
const keptForDays = 30;
const keptForDaysOnceMoved = 7;
/** So long after the treat its giver is asked where the customer is now. */
const askedAfterDays = 14;
/** Then nobody remembers, and the question is given up. */
const askedForDays = 42;
/** So far ahead a working day is looked for. */
const longestQuietDays = 60;

export type DayFault = 'not-a-day' | 'past' | 'too-far';

/** The last day that can be planned for. */
export const lastPlanDay = (today: CalendarDay): CalendarDay => addMonths(today, monthsAhead);

export const planDayFault = (day: string, today: CalendarDay): DayFault | undefined => {
  if (!isCalendarDay(day)) return 'not-a-day';
  if (day < today) return 'past';
  return day > lastPlanDay(today) ? 'too-far' : undefined;
};

/** The day that a form proposes: the next one that is neither quiet nor on a weekend. */
export const nextWorkingDay = (today: CalendarDay, isQuiet: (day: CalendarDay) => boolean): CalendarDay => {
  const tomorrow = addDays(today, 1);
  for (let ahead = 0; ahead < longestQuietDays; ahead += 1) {
    const day = addDays(tomorrow, ahead);
    if (!isWeekend(day) && !isQuiet(day)) return day;
  }
  return tomorrow;
};

/** From when a note can tell of it: the beginning of its day, or now when that is past. */
export const tellableAt = (day: CalendarDay, zone: string, now: Date): Date => {
  const start = startOfDay(day, zone);
  return start > now ? start : now;
};

/** When a plan that nobody did is let go. */
export const lapsesAt = ({ day, moves }: { day: CalendarDay; moves: number }, zone: string): Date => {
  const days = moves >= mostMoves ? keptForDaysOnceMoved : keptForDays;
  return startOfDay(addDays(day, days + 1), zone);
};

/** From when until when it is asked where the customer is now. */
export const laterSpan = (doneOn: CalendarDay, zone: string): { dueAt: Date; untilAt: Date } => ({
  dueAt: startOfDay(addDays(doneOn, askedAfterDays), zone),
  untilAt: startOfDay(addDays(doneOn, askedForDays), zone),
});

export const sizeOfMinutes = (minutes: number): PlanSize => {
  if (minutes <= 2) return 'twoMinutes';
  return minutes <= 10 ? 'tenMinutes' : 'bold';
};

const stepOf = (rung: Rung | undefined): number => (rung ? ladder.indexOf(rung) : -1);

/** How far a plan is known to have moved its customer. Each is what its owner said, and absent where they did not. */
export interface PlanRungs {
  rungBefore: Rung | undefined;
  rungAfter: Rung | undefined;
  later: LaterStand | undefined;
  evidence: readonly PlanEvidence[];
}

/** Our guess alone: they left higher than they were. Of somebody whose place was not known before, nobody can say. */
export const isGuessedUp = ({
  rungBefore,
  rungAfter,
}: Pick<PlanRungs, 'rungBefore' | 'rungAfter'>): boolean =>
  rungBefore !== undefined && stepOf(rungAfter) > stepOf(rungBefore);

/**
 * Whether a customer moved up the ladder. Only what they did or said confirms it; all else is our guess, and what is seen
 * two weeks later weighs more than what was seen at once.
 */
export const movedUp = (rungs: PlanRungs): 'confirmed' | 'guess' | undefined => {
  if (rungs.later === 'same') return undefined;
  if (rungs.later === 'up') return rungs.evidence.length > 0 ? 'confirmed' : 'guess';
  return isGuessedUp(rungs) ? 'guess' : undefined;
};

/** By which two spellings of an alias are one customer. */
export const foldedAlias = (alias: string): string =>
  alias.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en');

const mostQuiet = 3;

/** Customers of somebody's own wins of whom nobody has written lately, those that wait longest first. */
export const quietCustomers = (
  own: readonly { customerAlias: string; postedAt: Date }[],
  heardOf: readonly string[],
): string[] => {
  const loud = new Set(heardOf.map(foldedAlias));
  const newest = new Map<string, { customerAlias: string; postedAt: Date }>();
  for (const win of own) {
    const key = foldedAlias(win.customerAlias);
    const known = newest.get(key);
    if (key && !loud.has(key) && (!known || known.postedAt < win.postedAt)) newest.set(key, win);
  }
  return [...newest.values()]
    .sort((a, b) => a.postedAt.getTime() - b.postedAt.getTime())
    .slice(0, mostQuiet)
    .map(({ customerAlias }) => customerAlias);
};
