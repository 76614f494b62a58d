import type { Deps } from '../../deps.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import type { RecoveryWords } from '../../domain/recovery.ts';
import { contactDueAt, type WorkingTime } from '../../domain/working-hours.ts';

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
