import {
  addDays,
  addWeeks,
  type CalendarDay,
  instantOf,
  mondayOfWeek,
  type WeekName,
  weekOf,
} from './calendar.ts';
import type { Workspace } from './workspace.ts';

/** Where a workspace's weeks begin, and when it gets their digests. */
export type DigestRhythm = Pick<Workspace, 'zone' | 'digestTime'>;

const lateAfterMs = 48 * 3_600_000;

export interface DueDigest {
  week: WeekName;
  dueAt: Date;
  /** From here on it is recorded as skipped. */
  tooLateAt: Date;
}

export const thisWeek = (now: Date, zone: string): WeekName => weekOf(now, zone);
export const lastWeek = (now: Date, zone: string): WeekName => addWeeks(weekOf(now, zone), -1);

export const dueDigest = (week: WeekName, { zone, digestTime }: DigestRhythm): DueDigest => {
  const day: CalendarDay = addDays(mondayOfWeek(week), 6 + digestTime.weekday);
  const dueAt = instantOf(day, digestTime.time, zone);
  return { week, dueAt, tooLateAt: new Date(dueAt.getTime() + lateAfterMs) };
};

/**
 * What to do after the digest of week `closed` was posted or skipped: the weeks for which it is too late, oldest
 * first, and the next one, which is to be posted now if its time has come.
 */
export const nextDigest = (
  closed: WeekName,
  rhythm: DigestRhythm,
  now: Date,
): { tooLate: DueDigest[]; next: DueDigest } => {
  const tooLate: DueDigest[] = [];
  let next = dueDigest(addWeeks(closed, 1), rhythm);
  while (next.tooLateAt <= now) {
    tooLate.push(next);
    next = dueDigest(addWeeks(next.week, 1), rhythm);
  }
  return { tooLate, next };
};
