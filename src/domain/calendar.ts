import { DateTime, type DateTimeMaybeValid, IANAZone } from 'luxon';

/** `YYYY-MM-DD`. Compares as text. */
export type CalendarDay = string;
/** An ISO week, `YYYY-Www`, Monday to Sunday. Compares as text. */
export type WeekName = string;
/** `HH:mm` on a 24-hour clock. Compares as text. */
export type LocalTime = string;

/** Half-open: `start` belongs to it, `end` does not. */
export interface Span {
  start: Date;
  end: Date;
}

export type WeekReading =
  | { kind: 'week'; week: WeekName }
  | { kind: 'malformed' }
  | { kind: 'no-such-week'; year: number; weeksInYear: number };

const valid = (dateTime: DateTimeMaybeValid): DateTime<true> => {
  if (dateTime.isValid) return dateTime;
  throw new RangeError(`${dateTime.invalidReason}: ${dateTime.invalidExplanation}`);
};

/** Arithmetic on days is done in UTC, where no day is shorter than another. */
const atUtc = (isoDate: string): DateTime<true> => valid(DateTime.fromISO(isoDate, { zone: 'utc' }));

export const isCalendarDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
export const isLocalTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Slack gives some people no zone, and servers do not know every zone: both fall back. */
export const zoneOr = (zone: string | undefined, fallback: string): string =>
  zone && IANAZone.create(zone).isValid ? zone : fallback;

export const dayOf = (instant: Date, zone: string): CalendarDay =>
  valid(DateTime.fromJSDate(instant, { zone })).toISODate();

/**
 * The instant at which a clock in the zone shows this time on this day. A time that the clocks skip moves forward by
 * as much as they do; of a time that they repeat it is the first.
 */
export const instantOf = (day: CalendarDay, time: LocalTime, zone: string): Date => {
  const resolved = valid(DateTime.fromISO(`${day}T${time}`, { zone }));
  // Which of two equal local times luxon takes depends on the offset at the present moment, so we choose.
  const [first = resolved] = resolved.getPossibleOffsets();
  return first.toJSDate();
};

export const startOfDay = (day: CalendarDay, zone: string): Date => instantOf(day, '00:00', zone);

export const addDays = (day: CalendarDay, count: number): CalendarDay =>
  atUtc(day).plus({ days: count }).toISODate();

/** Of a day that the month does not have, the last that it has. */
export const addMonths = (day: CalendarDay, count: number): CalendarDay =>
  atUtc(day).plus({ months: count }).toISODate();

export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  atUtc(to).diff(atUtc(from), 'days').days;

/** "Monday 4 October". */
export const dayInWords = (day: CalendarDay): string => atUtc(day).toFormat('cccc d LLLL', { locale: 'en' });

/** What a clock in the zone shows. */
export const timeOf = (instant: Date, zone: string): LocalTime =>
  valid(DateTime.fromJSDate(instant, { zone })).toFormat('HH:mm');

/** "4 October 2026, 09:00". */
export const momentInWords = (instant: Date, zone: string): string =>
  valid(DateTime.fromJSDate(instant, { zone })).toFormat('d LLLL yyyy, HH:mm', { locale: 'en' });

export const startOfMonth = (instant: Date, zone: string): Date =>
  startOfDay(`${dayOf(instant, zone).slice(0, 8)}01`, zone);

/** "October". */
export const monthInWords = (instant: Date, zone: string): string =>
  valid(DateTime.fromJSDate(instant, { zone })).toFormat('LLLL', { locale: 'en' });

/** `YYYY-Qn`. Compares as text. */
export type Quarter = string;

export const quarterOfDay = (day: CalendarDay): Quarter =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

export const quarterOf = (instant: Date, zone: string): Quarter => quarterOfDay(dayOf(instant, zone));

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: CalendarDay): number => atUtc(day).weekday;
export const isWeekend = (day: CalendarDay): boolean => weekdayOf(day) > 5;

/** The Monday of the ISO week that the day belongs to. */
export const mondayOf = (day: CalendarDay): CalendarDay => addDays(day, 1 - weekdayOf(day));

export const weekOfDay = (day: CalendarDay): WeekName => {
  const { weekYear, weekNumber } = atUtc(day);
  return `${String(weekYear).padStart(4, '0')}-W${String(weekNumber).padStart(2, '0')}`;
};

export const weekOf = (instant: Date, zone: string): WeekName => weekOfDay(dayOf(instant, zone));

export const mondayOfWeek = (week: WeekName): CalendarDay => atUtc(week).toISODate();

export const addWeeks = (week: WeekName, count: number): WeekName =>
  weekOfDay(addDays(mondayOfWeek(week), 7 * count));

/** One week's end is the next one's start, so weeks neither overlap nor leave a gap, however the clocks change. */
export const weekSpan = (week: WeekName, zone: string): Span => {
  const monday = mondayOfWeek(week);
  return { start: startOfDay(monday, zone), end: startOfDay(addDays(monday, 7), zone) };
};

/** `YYYY-MM`. Compares as text. */
export type MonthName = string;

/** One month's end is the next one's start. */
export const monthSpan = (month: MonthName, zone: string): Span => {
  const first = `${month}-01`;
  return { start: startOfDay(first, zone), end: startOfDay(addMonths(first, 1), zone) };
};

/** Half-open, like the span. What has not happened is in none. */
export const isWithin = ({ start, end }: Span, at: Date | null | undefined): boolean =>
  at !== undefined && at !== null && start <= at && at < end;

/** Reads what a person typed as a week's name, in either case. */
export const parseWeekName = (typed: string): WeekReading => {
  const week = typed.trim().toUpperCase();
  const parts = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!parts) return { kind: 'malformed' };
  const [year, number] = [Number(parts[1]), Number(parts[2])];
  // 4 January is always in the first ISO week of its year.
  const { weeksInWeekYear } = atUtc(`${parts[1]}-01-04`);
  if (number < 1 || number > weeksInWeekYear)
    return { kind: 'no-such-week', year, weeksInYear: weeksInWeekYear };
  return { kind: 'week', week };
};
