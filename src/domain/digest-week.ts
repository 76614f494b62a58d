import {
  addDays,
  addWeeks,
  type CalendarDay,
  instantOf,
  type LocalTime,
  mondayOfWeek,
  type WeekName,
  weekOf,
} from './calendar.ts';

/** When a workspace gets the digest of a week: the first such weekday (1 is Monday) after the week, at this time. */
export interface DigestTime {
  weekday: number;
  time: LocalTime;
}

const defaultDigestTime: DigestTime = { weekday: 1, time: '09:00' };

const lateAfterMs = 48 * 3_600_000;

export interface DueDigest {
  week: WeekName;
  dueAt: Date;
  /** From here on it is recorded as skipped. */
  tooLateAt: Date;
}

export const thisWeek = (now: Date, zone: string): WeekName => weekOf(now, zone);
export const lastWeek = (now: Date, zone: string): WeekName => addWeeks(weekOf(now, zone), -1);

export const dueDigest = (week: WeekName, zone: string, when: DigestTime = defaultDigestTime): DueDigest => {
  const day: CalendarDay = addDays(mondayOfWeek(week), 6 + when.weekday);
  const dueAt = instantOf(day, when.time, zone);
  return { week, dueAt, tooLateAt: new Date(dueAt.getTime() + lateAfterMs) };
};

/**
 * What to do after the digest of week `closed` was posted or skipped: the weeks for which it is too late, oldest
 * first, and the next one, which is to be posted now if its time has come.
 */
export const nextDigest = (
  closed: WeekName,
  zone: string,
  now: Date,
  when: DigestTime = defaultDigestTime,
): { tooLate: DueDigest[]; next: DueDigest } => {
  const tooLate: DueDigest[] = [];
  let next = dueDigest(addWeeks(closed, 1), zone, when);
  while (next.tooLateAt <= now) {
    tooLate.push(next);
    next = dueDigest(addWeeks(next.week, 1), zone, when);
  }
  return { tooLate, next };
};
