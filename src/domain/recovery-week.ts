import { isWithin, type Span } from './calendar.ts';
import { type Cause, causes, type RecoveryProgress } from './recovery.ts';
import { firstContactAt } from './recovery-contact.ts';
import { isOverdue } from './recovery-follow.ts';
import { type WorkingTime, workingMsBetween } from './working-hours.ts';

/** So far back a cause that comes again is the same one. */
export const sameCauseDays = 90;

/** Of the team as a whole: nobody is counted by person. */
export interface RecoveryWeek {
  openedCount: number;
  /** Of those that were opened: the customer heard of it from us first. */
  toldFirstCount: number;
  /** Half of the customers first heard from somebody within so much working time; absent when none has yet. */
  contactMinutes?: number | null;
  fixedCount: number;
  reopenedCount: number;
  openCount: number;
  overdueCount: number;
  /** What came at least twice in `sameCauseDays`. */
  causes: { cause: Cause; count: number }[];
}

/** One, as far as it is counted. */
export interface CountedRecovery extends RecoveryProgress {
  openedAt: Date;
  doesCustomerKnow: boolean;
  contactDueAt: Date;
  fixedAt?: Date | null | undefined;
  closedAt?: Date | null | undefined;
  cause?: Cause | null | undefined;
  change?: string | null | undefined;
}

/** The lower of the two in the middle. */
const medianOf = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Causes that came at least twice until then, with what was changed for each, the newest first. */
export const sameCauses = (
  recoveries: readonly CountedRecovery[],
  end: Date,
): { cause: Cause; count: number; changes: string[] }[] => {
  const start = new Date(end.getTime() - sameCauseDays * 86_400_000);
  const closed = recoveries
    .filter(({ state, closedAt }) => state === 'closed' && isWithin({ start, end }, closedAt))
    .toSorted((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0));
  return causes
    .map((cause) => {
      const found = closed.filter((each) => each.cause === cause);
      return { cause, count: found.length, changes: found.flatMap(({ change }) => change ?? []) };
    })
    .filter(({ count }) => count >= 2)
    .toSorted((a, b) => b.count - a.count);
};

/** What there is to say of a span that ends now, or ended; undefined when nothing is open and nothing happened. */
export const recoveryWeekFrom = (
  recoveries: readonly CountedRecovery[],
  span: Span,
  time: WorkingTime,
  now: Date,
): RecoveryWeek | undefined => {
  const opened = recoveries.filter(({ openedAt }) => isWithin(span, openedAt));
  const waited = opened.flatMap((each) => {
    const at = firstContactAt(each);
    return at ? [workingMsBetween(each.openedAt, at, time)] : [];
  });
  const median = medianOf(waited);
  const week: RecoveryWeek = {
    openedCount: opened.length,
    toldFirstCount: opened.filter((each) => !each.doesCustomerKnow && firstContactAt(each)).length,
    ...(median !== undefined && { contactMinutes: Math.round(median / 60_000) }),
    fixedCount: recoveries.filter(({ fixedAt }) => isWithin(span, fixedAt)).length,
    reopenedCount: recoveries.filter(({ reopened }) => reopened?.some(({ at }) => isWithin(span, at))).length,
    openCount: recoveries.filter(({ state }) => state === 'open').length,
    overdueCount: recoveries.filter((each) => isOverdue(each, now)).length,
    causes: sameCauses(recoveries, span.end).map(({ cause, count }) => ({ cause, count })),
  };
  const { openedCount, fixedCount, reopenedCount, openCount } = week;
  return openedCount + fixedCount + reopenedCount + openCount > 0 ? week : undefined;
};
