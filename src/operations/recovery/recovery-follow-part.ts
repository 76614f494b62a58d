import { isOverdue } from '../../domain/recovery-follow.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import {
  recoveryAnswered,
  recoveryAsk,
  recoveryHeardOnce,
  recoveryLate,
  recoveryNotOverdue,
  recoveryReopened,
  recoverySeenTo,
} from '../../views/recovery/recovery-follow.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { askKey, lateKey, overdueKey, reopenedKey } from './follow-key.ts';
import { overdueNow } from './overdue-delivery.ts';
import { shownOf } from './recovery-card.ts';
import { recoveryIn, shownTo } from './recovery-part.ts';

type Still = (recovery: Recovery, part: NotePart, now: Date) => boolean;
type Say = (deps: DeliveryDeps, recovery: Recovery, part: NotePart) => Promise<Message>;

/** A part that is told as long as something is still so, and says afterwards what became of it. */
const partOf = (
  about: Pick<NoteRow, 'topic' | 'isPressing'>,
  { isStill, say, over }: { isStill: Still; say: Say; over: Say },
): NoteRow => ({
  ...about,
  async compose(deps, part) {
    const recovery = await recoveryIn(deps, part);
    if (!recovery || !isStill(recovery, part, deps.clock.now())) return skip('it is not so any more');
    return send(await say(deps, recovery, part));
  },
  show: shownTo((deps, recovery, part) =>
    isStill(recovery, part, deps.clock.now()) ? say(deps, recovery, part) : over(deps, recovery, part),
  ),
});

const overdue: Say = (deps, recovery, { _id: key, userId }) =>
  overdueNow(deps, recovery, { userId, key }, deps.clock.now());

/** To its owner, unless it is serious: then it is a message of its own. */
export const recoveryOverduePart = partOf(
  { topic: 'recoveries', isPressing: true },
  {
    isStill: (recovery, { _id: key }, now) => key === overdueKey(recovery) && isOverdue(recovery, now),
    say: overdue,
    over: overdue,
  },
);

/** To those who lead the team, one working day later. Whoever owns it was told. */
export const recoveryLatePart = partOf(
  { topic: 'team', isPressing: true },
  {
    isStill: (recovery, { _id: key, userId }, now) =>
      recovery.ownerId !== userId && key === lateKey(recovery, userId) && isOverdue(recovery, now),
    say: async (deps, recovery) => recoveryLate(await shownOf(deps, recovery)),
    async over(deps, recovery, { _id: key, userId }) {
      if (key !== lateKey(recovery, userId)) return recoveryHeardOnce(recovery);
      if (recovery.ownerId !== userId && recovery.state !== 'taken-back')
        return recoveryNotOverdue(await shownOf(deps, recovery));
      return overdueNow(deps, recovery, { userId, key: overdueKey(recovery) }, deps.clock.now());
    },
  },
);

/** Who said that it is not right after all; nobody any more once that was undone, or it is another time. */
const reopenedBy = (recovery: Recovery, { _id: key, userId }: NotePart): string | undefined =>
  key === reopenedKey(recovery, userId) ? recovery.reopened?.at(-1)?.byId : undefined;

export const recoveryReopenedPart = partOf(
  { topic: 'team', isPressing: true },
  {
    isStill(recovery, part) {
      const byId = reopenedBy(recovery, part);
      return recovery.state === 'open' && byId !== undefined && byId !== part.userId;
    },
    say: async (deps, recovery, part) =>
      recoveryReopened(await shownOf(deps, recovery), reopenedBy(recovery, part) ?? recovery.ownerId),
    over: async (_deps, recovery) => recoverySeenTo(recovery),
  },
);

/** Whether all is right again: asked of its owner until they say. */
export const recoveryAskPart = partOf(
  { topic: 'recoveries' },
  {
    isStill: (recovery, { _id: key, userId }) =>
      recovery.state === 'right' && recovery.ownerId === userId && key === askKey(recovery),
    say: async (deps, recovery) => recoveryAsk(await shownOf(deps, recovery)),
    over: async (_deps, recovery, { userId }) =>
      recovery.ownerId === userId ? recoveryAnswered(recovery) : recoverySeenTo(recovery),
  },
);
