import {
  addDays,
  addMonths,
  type CalendarDay,
  dayOf,
  monthInWords,
  type Quarter,
  quarterOfDay,
  type Span,
  startOfDay,
} from './calendar.ts';

const firstDayOf = (quarter: Quarter): CalendarDay => {
  const month = 3 * Number(quarter.slice(-1)) - 2;
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
};

/** One quarter's end is the next one's start. */
export const quarterSpan = (quarter: Quarter, zone: string): Span => {
  const first = firstDayOf(quarter);
  return { start: startOfDay(first, zone), end: startOfDay(addMonths(first, 3), zone) };
};

/** What a button carries; undefined when it is none. */
export const readQuarter = (value: string | undefined): Quarter | undefined =>
  value !== undefined && /^(?!0000)\d{4}-Q[1-4]$/.test(value) ? value : undefined;

/** "October to December 2026". */
export const quarterInWords = (quarter: Quarter): string => {
  const first = firstDayOf(quarter);
  const month = (day: CalendarDay) => monthInWords(startOfDay(day, 'UTC'), 'UTC');
  return `${month(first)} to ${month(addMonths(first, 2))} ${quarter.slice(0, 4)}`;
};

export const reviewPeriods = ['this-quarter', 'last-12-months', 'everything'] as const;
export type ReviewPeriod = (typeof reviewPeriods)[number];
export const usualReviewPeriod: ReviewPeriod = 'last-12-months';

/** What a form says; the usual one when it is none of them. */
export const reviewPeriodIn = (value: string | undefined): ReviewPeriod =>
  reviewPeriods.find((each) => each === value) ?? usualReviewPeriod;

/** By whole days of the zone, today included. */
export const reviewSpan = (period: ReviewPeriod, now: Date, zone: string): Span => {
  const today = dayOf(now, zone);
  const starts: Record<ReviewPeriod, () => Date> = {
    'this-quarter': () => startOfDay(firstDayOf(quarterOfDay(today)), zone),
    'last-12-months': () => startOfDay(addDays(addMonths(today, -12), 1), zone),
    everything: () => new Date(0),
  };
  return { start: starts[period](), end: startOfDay(addDays(today, 1), zone) };
};
