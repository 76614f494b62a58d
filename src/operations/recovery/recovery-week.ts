import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import { type RecoveryWeek, recoveryWeekFrom, sameCauseDays } from '../../domain/recovery-week.ts';
import { workingTime } from './contact-due.ts';

export type RecoveryWeekDeps = Pick<Deps, 'store' | 'workspace'>;

/** What changed since, or is open, and what came of it in the time in which a cause is the same. */
export const countedRecoveries = ({ store }: RecoveryWeekDeps, { start, end }: Span) => {
  const causesSince = new Date(end.getTime() - sameCauseDays * 86_400_000);
  return store.recoveries.countedSince(start < causesSince ? start : causesSince);
};

/** What was made right in a week, and what is open at its end; undefined when there is nothing. */
export const recoveryWeek = async (
  deps: RecoveryWeekDeps,
  span: Span,
  now: Date,
): Promise<RecoveryWeek | undefined> => {
  const recoveries = await countedRecoveries(deps, span);
  return recoveries.length > 0 ? recoveryWeekFrom(recoveries, span, await workingTime(deps), now) : undefined;
};
