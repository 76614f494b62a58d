import { type CalendarDay, isWeekend } from './calendar.ts';
import type { QuietDays } from './workspace.ts';

/** Whether nobody is to get a note on a day. */
export const isQuietDay = ({ weekends, dates }: QuietDays, day: CalendarDay): boolean =>
  (weekends && isWeekend(day)) || dates.includes(day);
