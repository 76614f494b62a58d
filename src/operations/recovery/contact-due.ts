import type { Deps } from '../../deps.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import type { RecoveryWords } from '../../domain/recovery.ts';
import { contactDueAt } from '../../domain/working-hours.ts';

/** By when the customer hears from somebody, by the workspace's working hours and quiet days. */
export const contactDue = async (
  { workspace }: Pick<Deps, 'workspace'>,
  { severity, doesCustomerKnow }: Pick<RecoveryWords, 'severity' | 'doesCustomerKnow'>,
  openedAt: Date,
): Promise<Date> => {
  const { quietDays, zone } = await workspace();
  return contactDueAt({
    severity,
    doesCustomerKnow,
    openedAt,
    hours: { from: '09:00', to: '17:00' },
    isQuietDay: (day) => isQuietDay(quietDays, day),
    zone,
  });
};
