import type { Deps } from '../../deps.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import type { RecoveryWords } from '../../domain/recovery.ts';
import { contactDueAt, type WorkingTime } from '../../domain/working-hours.ts';
import type { Recovery } from '../../models/recovery.ts';

/** The workspace's working hours and quiet days. */
export const workingTime = async ({ workspace }: Pick<Deps, 'workspace'>): Promise<WorkingTime> => {
  const { quietDays, workingHours: hours, zone } = await workspace();
  return { hours, isQuietDay: (day) => isQuietDay(quietDays, day), zone };
};

/** By when the customer hears from somebody, by the workspace's working hours and quiet days. */
export const contactDue = async (
  deps: Pick<Deps, 'workspace'>,
  { severity, doesCustomerKnow }: Pick<RecoveryWords, 'severity' | 'doesCustomerKnow'>,
  openedAt: Date,
): Promise<Date> => contactDueAt({ severity, doesCustomerKnow, openedAt, ...(await workingTime(deps)) });

/**
 * The same once it is written anew. Nobody is late at once for what they have just found out to be worse: they have the
 * time from now, and no longer than before. Other words alone change nothing.
 */
export const contactDueAnew = async (
  deps: Pick<Deps, 'workspace'>,
  before: Pick<Recovery, 'severity' | 'doesCustomerKnow' | 'openedAt' | 'contactDueAt'>,
  words: Pick<RecoveryWords, 'severity' | 'doesCustomerKnow'>,
  now: Date,
): Promise<Date> => {
  const { severity, doesCustomerKnow, openedAt, contactDueAt: dueBefore } = before;
  if (words.severity === severity && words.doesCustomerKnow === doesCustomerKnow) return dueBefore;
  const due = await contactDue(deps, words, openedAt);
  if (due > now || dueBefore <= now) return due;
  const anew = await contactDue(deps, words, now);
  return new Date(Math.min(anew.getTime(), dueBefore.getTime()));
};
