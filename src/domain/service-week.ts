import { addDays, type CalendarDay, mondayOf, weekdayOf } from './calendar.ts';

/**
 * Customer Service Week is the first full week of October, and people differ about what makes a week full: `monday`
 * takes the Monday on or after 1 October, `sunday` the week that starts on the Sunday on or after it. They differ when
 * 1 October is a Monday.
 */
const serviceWeekRules = ['monday', 'sunday'] as const;
export type ServiceWeekRule = (typeof serviceWeekRules)[number];

const firstOnOrAfter = (weekday: number, day: CalendarDay): CalendarDay =>
  addDays(day, (weekday - weekdayOf(day) + 7) % 7);

/** The Monday of a year's Customer Service Week. */
export const serviceWeekOf = (year: number, rule: ServiceWeekRule = 'monday'): CalendarDay => {
  const first = `${String(year).padStart(4, '0')}-10-01`;
  return rule === 'monday' ? firstOnOrAfter(1, first) : addDays(firstOnOrAfter(7, first), 1);
};

/** The Monday of the Week that is still to come or under way; from its Saturday on it is next year's. */
export const upcomingServiceWeek = (today: CalendarDay, rule: ServiceWeekRule = 'monday'): CalendarDay => {
  const year = Number(today.slice(0, 4));
  const monday = serviceWeekOf(year, rule);
  return today <= addDays(monday, 4) ? monday : serviceWeekOf(year + 1, rule);
};

/** The Monday of the next Week that a run can still start with. */
export const nextServiceWeek = (today: CalendarDay): CalendarDay => {
  const monday = upcomingServiceWeek(today);
  return monday < today ? serviceWeekOf(Number(today.slice(0, 4)) + 1) : monday;
};

/** Managers are asked eight weeks ahead whether to run it, since rosters are made early. */
export const askManagersOn = (monday: CalendarDay): CalendarDay => addDays(monday, -56);

/** And once more three weeks ahead, if nobody has answered. */
export const remindManagersOn = (monday: CalendarDay): CalendarDay => addDays(monday, -21);

/** The wall is invited on the Friday before a run's first week, whatever week that is. */
export const inviteOn = (startDay: CalendarDay): CalendarDay => addDays(mondayOf(startDay), -3);
