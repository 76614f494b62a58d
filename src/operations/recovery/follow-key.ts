import { notePartKey } from '../../domain/note-part-key.ts';
import { begunAnewAt } from '../../domain/recovery-contact.ts';
import { timesReopened } from '../../domain/recovery-end.ts';
import type { Recovery } from '../../models/recovery.ts';

/** The part that asks its owner how the customer is, as things stand. */
export const askKey = ({ _id, askAt, fixedAt, ownerId }: Recovery): string | undefined => {
  const since = askAt ?? fixedAt;
  return since ? notePartKey['recovery-ask'](_id, since, ownerId) : undefined;
};

/** The part that tells somebody that it was not right after all, the last time that it was not. */
export const reopenedKey = (recovery: Recovery, userId: string): string =>
  notePartKey['recovery-reopened'](recovery._id, timesReopened(recovery), userId);

/** That nobody has called, since it was last reopened: the part or message that tells it to its owner. */
export const overdueKey = (recovery: Recovery, userId: string = recovery.ownerId): string =>
  notePartKey['recovery-overdue'](recovery._id, userId, begunAnewAt(recovery));

/** The same for somebody who leads the team. */
export const lateKey = (recovery: Recovery, userId: string): string =>
  notePartKey['recovery-late'](recovery._id, userId, begunAnewAt(recovery));
