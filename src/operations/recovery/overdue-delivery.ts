import { isOverdue } from '../../domain/recovery-follow.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import { recoveryInTouch, recoveryOverdue, recoverySeenTo } from '../../views/recovery/recovery-follow.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { type CardDeps, shownOf } from './recovery-card.ts';

/** What whoever was told that it is overdue reads now. */
export const overdueNow = async (
  deps: CardDeps,
  recovery: Recovery,
  userId: string,
  now: Date,
): Promise<Message> => {
  if (recovery.ownerId !== userId || recovery.state === 'taken-back') return recoverySeenTo(recovery);
  if (isOverdue(recovery, now)) return recoveryOverdue(await shownOf(deps, recovery));
  return recoveryInTouch(recovery);
};

/** To the owner of something serious, at once. */
export const composeOverdue: DeliveryRow['compose'] = async (deps, { recoveryId, userId }) => {
  const recovery = recoveryId ? await deps.store.recoveries.find(recoveryId) : null;
  const now = deps.clock.now();
  if (!recovery || recovery.ownerId !== userId || !isOverdue(recovery, now)) return skip('it is not overdue');
  return send(await overdueNow(deps, recovery, userId, now));
};
