import { type CalendarDay, isWeekend } from './calendar.ts';
import { isPublicHoliday } from './public-holiday.ts';
import type { QuietDays } from './workspace.ts';

/** Whether nobody gets a note on this day. */
export const isQuietDay = ({ weekends, country, dates }: QuietDays, day: CalendarDay): boolean =>
  (weekends && isWeekend(day)) ||
  dates.includes(day) ||
  (country !== undefined && isPublicHoliday(country, day));
