import { addDays, type CalendarDay, mondayOfWeek, type WeekName } from '../../domain/calendar.ts';

/**
 * By what they show, which are few. Each takes 28 KB outside of the heap, where the garbage collector sees no hurry: made
 * for every line anew they were hundreds of megabytes.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (fields: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify(fields);
  // A calendar day is read and written in one zone, so it stays the same day.
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' });
  formatters.set(key, formatter);
  return formatter;
};

const formatted = (day: CalendarDay, fields: Intl.DateTimeFormatOptions): string =>
  formatterOf(fields).format(new Date(`${day}T00:00:00Z`));

/** "5 to 11 October 2026", "28 September to 4 October 2026", "28 December 2026 to 3 January 2027". */
export const weekDates = (week: WeekName): string => {
  const monday = mondayOfWeek(week);
  const sunday = addDays(monday, 6);
  const [from, to] = [monday, sunday].map((day) => ({ year: day.slice(0, 4), month: day.slice(5, 7) }));
  const last = formatted(sunday, { day: 'numeric', month: 'long', year: 'numeric' });
  const first = formatted(monday, {
    day: 'numeric',
    ...(from?.month !== to?.month && { month: 'long' }),
    ...(from?.year !== to?.year && { year: 'numeric' }),
  });
  return `${first} to ${last}`;
};

/** The week by its Monday: "5 Oct". */
export const weekLabel = (week: WeekName): string => {
  const monday = mondayOfWeek(week);
  return `${formatted(monday, { day: 'numeric' })} ${formatted(monday, { month: 'long' }).slice(0, 3)}`;
};

/** Of a month such as 2026-10: "October". */
export const monthName = (month: string): string => formatted(`${month}-01`, { month: 'long' });
