import { addDays, type CalendarDay, dayOf, instantOf, type LocalTime, timeOf } from './calendar.ts';

/** When a team works on a day that is not quiet: the same hours every day, `to` later than `from`. */
export interface WorkingHours {
  from: LocalTime;
  to: LocalTime;
}

/** A workspace's working time. */
export interface WorkingTime {
  hours: WorkingHours;
  isQuietDay: (day: CalendarDay) => boolean;
  zone: string;
}

const hourMs = 3_600_000;

/** How much working time there is until the customer hears from somebody. */
const usualContactMs = 4 * hourMs;
const seriousContactMs = hourMs;

/** Nobody is late the minute after they opened it, however late in the day that is. */
const leastMs = hourMs / 2;

/** A year without a single working day is a mistake in somebody's list: what is due is due all the same. */
const longestSearch = 366;

const workingDayFrom = (day: CalendarDay, { isQuietDay }: WorkingTime): CalendarDay => {
  const days = Array.from({ length: longestSearch }, (_, index) => addDays(day, index));
  return days.find((each) => !isQuietDay(each)) ?? day;
};

const nextWorkingDay = (day: CalendarDay, time: WorkingTime): CalendarDay =>
  workingDayFrom(addDays(day, 1), time);

interface Stretch {
  day: CalendarDay;
  start: number;
  end: number;
}

/** As long as it really takes: on the day that clocks change it may be an hour more or less. */
const stretchOf = (day: CalendarDay, { hours, zone }: WorkingTime): Stretch => ({
  day,
  start: instantOf(day, hours.from, zone).getTime(),
  end: instantOf(day, hours.to, zone).getTime(),
});

/** The working time that the moment is in, or the next. */
const stretchFrom = (moment: Date, time: WorkingTime): Stretch => {
  const today = dayOf(moment, time.zone);
  const stretch = stretchOf(workingDayFrom(today, time), time);
  return moment.getTime() < stretch.end ? stretch : stretchOf(nextWorkingDay(stretch.day, time), time);
};

/** Whether somebody is at work then. */
export const isWorkingTime = (moment: Date, time: WorkingTime): boolean => {
  const today = dayOf(moment, time.zone);
  const { start, end } = stretchOf(today, time);
  return !time.isQuietDay(today) && start <= moment.getTime() && moment.getTime() < end;
};

/** When so much working time has passed. */
export const afterWorkingTime = (moment: Date, ms: number, time: WorkingTime): Date => {
  let stretch = stretchFrom(moment, time);
  let at = Math.max(moment.getTime(), stretch.start);
  let left = ms;
  // Hours that the clocks skip on one day are there on the next.
  for (let tried = 0; at + left > stretch.end && tried < longestSearch; tried += 1) {
    left -= Math.max(0, stretch.end - at);
    stretch = stretchOf(nextWorkingDay(stretch.day, time), time);
    at = stretch.start;
  }
  return new Date(at + left);
};

/**
 * By when the customer has to hear from somebody: within four working hours, within one when it is serious. When they do
 * not know yet, by the end of that working day at the latest, so that we are first; and when it is opened after hours, or
 * on a day on which nobody works, in the first working hour.
 */
export const contactDueAt = (
  given: { severity: string; doesCustomerKnow: boolean; openedAt: Date } & WorkingTime,
): Date => {
  const { severity, doesCustomerKnow, openedAt } = given;
  const contactMs = severity === 'serious' ? seriousContactMs : usualContactMs;
  const usual = afterWorkingTime(openedAt, contactMs, given);
  if (doesCustomerKnow) return usual;
  const stretch = stretchFrom(openedAt, given);
  if (stretch.day !== dayOf(openedAt, given.zone)) return afterWorkingTime(openedAt, hourMs, given);
  const endOfDay = Math.max(stretch.end, openedAt.getTime() + leastMs);
  return new Date(Math.min(usual.getTime(), endOfDay));
};

/** The same time of day on the next working day. */
export const oneWorkingDayAfter = (moment: Date, time: WorkingTime): Date =>
  instantOf(nextWorkingDay(dayOf(moment, time.zone), time), timeOf(moment, time.zone), time.zone);

/** How much working time there is between two moments. */
export const workingMsBetween = (from: Date, to: Date, time: WorkingTime): number => {
  let [stretch, sum] = [stretchFrom(from, time), 0];
  for (let tried = 0; stretch.start < to.getTime() && tried < longestSearch; tried += 1) {
    const [start, end] = [Math.max(stretch.start, from.getTime()), Math.min(stretch.end, to.getTime())];
    sum += Math.max(0, end - start);
    stretch = stretchOf(nextWorkingDay(stretch.day, time), time);
  }
  return sum;
};
