import { isOverdue } from '../../domain/recovery-follow.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import {
  recoveryHeardOnce,
  recoveryNotOverdue,
  recoveryOverdue,
  recoverySeenTo,
} from '../../views/recovery/recovery-follow.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { overdueKey } from './follow-key.ts';
import { type OwnerDeps, ownMessageAt } from './own-message.ts';
import { type CardDeps, shownOf } from './recovery-card.ts';

/** What whoever was told that it is overdue reads now, under the key that it was told under. */
export const overdueNow = async (
  deps: CardDeps,
  recovery: Recovery,
  { userId, key }: { userId: string; key: string },
  now: Date,
): Promise<Message> => {
  if (recovery.ownerId !== userId || recovery.state === 'taken-back') return recoverySeenTo(recovery);
  // It was told before it was reopened; what is due since is told elsewhere.
  if (key !== overdueKey(recovery)) return recoveryHeardOnce(recovery);
  const shown = await shownOf(deps, recovery);
  return isOverdue(recovery, now) ? recoveryOverdue(shown) : recoveryNotOverdue(shown);
};

type Told = Pick<OwnerDeps, 'store'>;

const aboutOf = ({ _id: recoveryId, ownerId: userId }: Recovery) =>
  ({ kind: 'recovery-overdue', recoveryId, userId }) as const;

/** In the owner's next note after then; a part whose message of its own was sent is not told there. */
export const tellInNote = async ({ store }: Told, recovery: Recovery, dueAt: Date): Promise<void> => {
  await store.noteParts.planAgain({ ...aboutOf(recovery), key: overdueKey(recovery) }, dueAt);
};

/** In a message of its own then, unless the owner's note has told it. */
export const tellByMessage = async ({ store }: Told, recovery: Recovery, at: Date): Promise<void> => {
  const key = overdueKey(recovery);
  const part = await store.noteParts.find(key);
  if (part?.state === 'told' || part?.state === 'in-note') return;
  if (part) await store.noteParts.drop([key], 'waiting', 'it is told in a message of its own');
  await store.deliveries.planAgain({ ...aboutOf(recovery), key }, at);
};

/** To the owner of something serious, at once. What is serious no more, or not wanted now, comes in the note. */
export const composeOverdue: DeliveryRow['compose'] = async (deps, { _id: key, recoveryId, userId }) => {
  const recovery = recoveryId ? await deps.store.recoveries.find(recoveryId) : null;
  const now = deps.clock.now();
  if (!recovery || recovery.ownerId !== userId || !isOverdue(recovery, now)) return skip('it is not overdue');
  if (key !== overdueKey(recovery)) return skip('it was reopened since');
  if (await ownMessageAt(deps, recovery, now))
    return send(await overdueNow(deps, recovery, { userId, key }, now));
  await tellInNote(deps, recovery, recovery.contactDueAt);
  return skip('it comes in the note');
};
