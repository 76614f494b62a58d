import { DateTime } from 'luxon';
import { type CalendarDay, isCalendarDay } from './calendar.ts';

export type DayListReading = { kind: 'days'; days: CalendarDay[] } | { kind: 'unreadable'; words: string[] };

/** Days with their month in letters cannot be mistaken for another, as 3/4 can. */
const formats = ['d LLLL yyyy', 'd LLL yyyy', 'LLLL d yyyy', 'LLL d yyyy', 'yyyy-M-d'];

const readDay = (words: string): CalendarDay | undefined => {
  if (isCalendarDay(words)) return words;
  const plain = words
    .replace(/(\d)(?:st|nd|rd|th)\b/i, '$1')
    .replace(/[.\s]+/g, ' ')
    .trim();
  for (const format of formats) {
    const day = DateTime.fromFormat(plain, format, { zone: 'utc', locale: 'en' });
    if (day.isValid) return day.toISODate();
  }
  return undefined;
};

/** Reads days, one a line or with commas between them, in their order and each once. */
export const readDays = (typed: string): DayListReading => {
  const words = typed
    // A comma before a year separates nothing: December 24, 2026.
    .replace(/([a-z]+ \d{1,2}), (\d{4})\b/gi, '$1 $2')
    .split(/[\n,;]+/)
    .map((each) => each.trim())
    .filter(Boolean);
  const unreadable = words.filter((each) => readDay(each) === undefined);
  if (unreadable.length > 0) return { kind: 'unreadable', words: unreadable };
  return { kind: 'days', days: [...new Set(words.flatMap((each) => readDay(each) ?? []))].sort() };
};
