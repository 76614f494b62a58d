import { addDays, type CalendarDay, mondayOfWeek, type WeekName } from '../../domain/calendar.ts';

/** A calendar day is read and written in one zone, so it stays the same day. */
const formatted = (day: CalendarDay, fields: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

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
