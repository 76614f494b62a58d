import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { isOverdue } from '../../domain/recovery-follow.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import { recoveryNotOverdue, recoveryOverdue, recoverySeenTo } from '../../views/recovery/recovery-follow.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { type OwnerDeps, ownMessageAt } from './own-message.ts';
import { type CardDeps, shownOf } from './recovery-card.ts';

/** What whoever was told that it is overdue reads now. */
export const overdueNow = async (
  deps: CardDeps,
  recovery: Recovery,
  userId: string,
  now: Date,
): Promise<Message> => {
  if (recovery.ownerId !== userId || recovery.state === 'taken-back') return recoverySeenTo(recovery);
  const shown = await shownOf(deps, recovery);
  return isOverdue(recovery, now) ? recoveryOverdue(shown) : recoveryNotOverdue(shown);
};

type Told = Pick<OwnerDeps, 'store'>;

const aboutOf = ({ _id: recoveryId, ownerId: userId }: Recovery) =>
  ({ kind: 'recovery-overdue', recoveryId, userId }) as const;

/** In the owner's next note; a part whose message of its own was sent is not told there. */
export const tellInNote = async ({ store }: Told, recovery: Recovery, now: Date): Promise<void> => {
  const { _id: recoveryId, ownerId: userId } = recovery;
  const key = notePartKey['recovery-overdue'](recoveryId, userId);
  await store.noteParts.planAgain({ ...aboutOf(recovery), key }, now);
};

/** In a message of its own then, unless the owner's note has told it. */
export const tellByMessage = async ({ store }: Told, recovery: Recovery, at: Date): Promise<void> => {
  const { _id: recoveryId, ownerId: userId } = recovery;
  const partKey = notePartKey['recovery-overdue'](recoveryId, userId);
  const part = await store.noteParts.find(partKey);
  if (part?.state === 'told' || part?.state === 'in-note') return;
  if (part) await store.noteParts.drop([partKey], 'waiting', 'it is told in a message of its own');
  const key = deliveryKey['recovery-overdue'](recoveryId, userId);
  await store.deliveries.planAgain({ ...aboutOf(recovery), key }, at);
};

/** To the owner of something serious, at once. What is serious no more, or not wanted now, comes in the note. */
export const composeOverdue: DeliveryRow['compose'] = async (deps, { recoveryId, userId }) => {
  const recovery = recoveryId ? await deps.store.recoveries.find(recoveryId) : null;
  const now = deps.clock.now();
  if (!recovery || recovery.ownerId !== userId || !isOverdue(recovery, now)) return skip('it is not overdue');
  if (await ownMessageAt(deps, recovery, now)) return send(await overdueNow(deps, recovery, userId, now));
  await tellInNote(deps, recovery, now);
  return skip('it comes in the note');
};
