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

const dueAtOf = (week: WeekName, dueAt: Date): DueDigest => ({
  week,
  dueAt,
  tooLateAt: new Date(dueAt.getTime() + lateAfterMs),
});

export const dueDigest = (week: WeekName, { zone, digestTime }: DigestRhythm): DueDigest => {
  const day: CalendarDay = addDays(mondayOfWeek(week), 6 + digestTime.weekday);
  return dueAtOf(week, instantOf(day, digestTime.time, zone));
};

/** What is stored of a workspace's digests, beside when it wants them. */
export interface DigestPlan extends DigestRhythm {
  lastClosedWeek: WeekName | undefined;
  /** When the digest of the week after that is due, as it was when that was planned. */
  nextDigestAt: Date | undefined;
}

/** Another day, time or zone may have been set since: what was not due before that is not late for it. */
const notBefore = (digest: DueDigest, plannedAt: Date | undefined, now: Date): DueDigest => {
  const earliest = plannedAt && (plannedAt < now ? plannedAt : now);
  return earliest && earliest > digest.dueAt ? dueAtOf(digest.week, earliest) : digest;
};

/**
 * What to do after the digest of week `closed` was posted or skipped: the weeks for which it is too late, oldest
 * first, and the next one, which is to be posted now if its time has come.
 */
export const nextDigest = (
  closed: WeekName,
  rhythm: DigestRhythm,
  now: Date,
  plannedAt?: Date,
): { tooLate: DueDigest[]; next: DueDigest } => {
  const tooLate: DueDigest[] = [];
  let next = notBefore(dueDigest(addWeeks(closed, 1), rhythm), plannedAt, now);
  while (next.tooLateAt <= now) {
    tooLate.push(next);
    next = dueDigest(addWeeks(next.week, 1), rhythm);
  }
  return { tooLate, next };
};

/**
 * The weeks that are to be closed now, oldest first, the week that was closed before them, and when the next digest is
 * due if there are none. A workspace that the bot has just met begins with the present week, and so does one whose
 * closed weeks are to come: the clock was wrong then.
 */
export const planDigests = (
  plan: DigestPlan,
  now: Date,
): { due: DueDigest[]; closed: WeekName; nextDigestAt: Date } => {
  const { lastClosedWeek, nextDigestAt, zone } = plan;
  const goesOn = lastClosedWeek !== undefined && lastClosedWeek <= thisWeek(now, zone);
  const closed = goesOn ? lastClosedWeek : lastWeek(now, zone);
  const { tooLate, next } = nextDigest(closed, plan, now, goesOn ? nextDigestAt : undefined);
  const due = next.dueAt <= now ? [...tooLate, next] : tooLate;
  return { due, closed, nextDigestAt: next.dueAt };
};
