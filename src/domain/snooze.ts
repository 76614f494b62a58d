import { addDays, type CalendarDay, isCalendarDay, mondayOf } from './calendar.ts';

/** How somebody says until when nothing is to come. `keep` leaves it as it is. */
export const snoozeChoices = ['keep', 'none', 'tomorrow', 'next-week', 'date'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** So long at most. */
const longestDays = 365;

/** A day that a snooze has to be over by. */
export const latestSnooze = (today: CalendarDay): CalendarDay => addDays(today, longestDays);

/** Whether nothing comes today. */
export const isSnoozed = (until: CalendarDay | undefined, today: CalendarDay): until is CalendarDay =>
  until !== undefined && until > today;

export type SnoozeFault = 'no-date' | 'past' | 'too-far';

/**
 * The first day on which something comes again, as somebody chose it on this day of theirs; undefined for at once.
 * What was chosen without a choice is `keep`.
 */
export const snoozeFrom = (
  { choice, date }: { choice: SnoozeChoice; date: CalendarDay },
  today: CalendarDay,
): { kind: 'keep' } | { kind: 'until'; day: CalendarDay | undefined } | SnoozeFault => {
  if (choice === 'keep') return { kind: 'keep' };
  if (choice === 'none') return { kind: 'until', day: undefined };
  if (choice === 'tomorrow') return { kind: 'until', day: addDays(today, 1) };
  if (choice === 'next-week') return { kind: 'until', day: addDays(mondayOf(today), 7) };
  if (!isCalendarDay(date)) return 'no-date';
  if (date <= today) return 'past';
  return date > latestSnooze(today) ? 'too-far' : { kind: 'until', day: date };
};
