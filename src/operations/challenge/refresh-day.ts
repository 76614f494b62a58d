import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { dayFacts } from '../../models/participant.ts';
import {
  createMessageRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import type { ChallengeDeps } from './challenge.ts';
import { dayMessage, findDay } from './challenge-message.ts';

type RefreshDayDeps = ChallengeDeps & MessageRefresherDeps & Pick<Deps, 'refreshNote'>;

/** Shows the state of somebody's day on its nudge and on the reminder of it, read anew. */
export const createDayRefresher = (deps: RefreshDayDeps): Deps['refreshDay'] => {
  /** The reminder, and a nudge that was a message of its own in an earlier version. */
  const refreshOwn = createMessageRefresher(deps, 'challenge', async (key) => {
    const [runId = '', dayId = '', userId = ''] = key.split(':');
    const found = await findDay(deps, { runId, userId }, dayId);
    if (!found) return undefined;
    const { nudgedOn, remindOn } = dayFacts(found.participant, dayId);
    const now = deps.clock.now();
    if (nudgedOn)
      await updateDelivered(deps, notePartKey.nudge(runId, nudgedOn, userId), {
        message: dayMessage(found, 'nudge', now),
      });
    if (!remindOn) return undefined;
    const reminderKey = deliveryKey['challenge-reminder'](runId, remindOn, userId);
    await updateDelivered(deps, reminderKey, { message: dayMessage(found, 'reminder', now) });
    return undefined;
  });
  return async ({ runId, dayId, userId }) => {
    const participant = await deps.store.participants.find({ runId, userId });
    if (!participant) return;
    const { nudgedOn, remindOn } = dayFacts(participant, dayId);
    const isInNote =
      nudgedOn !== undefined &&
      nudgedOn !== null &&
      (await deps.refreshNote(notePartKey.nudge(runId, nudgedOn, userId)));
    if (remindOn || !isInNote) await refreshOwn(`${runId}:${dayId}:${userId}`);
  };
};
