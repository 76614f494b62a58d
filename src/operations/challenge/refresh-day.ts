import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { dayFacts, type Seat } from '../../models/participant.ts';
import {
  createMessageRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import { type AnsweredDay, type ChallengeDeps, findChallenge, packDayOf } from './challenge.ts';
import { dayMessage } from './challenge-message.ts';

type RefreshDayDeps = ChallengeDeps & MessageRefresherDeps;

const findDay = async (deps: RefreshDayDeps, seat: Seat, dayId: string): Promise<AnsweredDay | undefined> => {
  const challenge = await findChallenge(deps, seat.runId);
  const participant = await deps.store.participants.find(seat);
  const packDay = challenge && packDayOf(challenge.pack, dayId);
  const day = challenge && runDays(challenge.rules).find((each) => each.dayId === dayId);
  return challenge && participant && packDay && day
    ? { challenge, seat, participant, day, packDay }
    : undefined;
};

/** Shows the state of somebody's day on its nudge and on the reminder of it, read anew. */
export const createDayRefresher = (deps: RefreshDayDeps): Deps['refreshDay'] => {
  const refresh = createMessageRefresher(deps, 'challenge', async (key) => {
    const [runId = '', dayId = '', userId = ''] = key.split(':');
    const found = await findDay(deps, { runId, userId }, dayId);
    if (!found) return undefined;
    const { nudgedOn, remindOn } = dayFacts(found.participant, dayId);
    const now = deps.clock.now();
    if (nudgedOn)
      await updateDelivered(
        deps,
        deliveryKey.nudge(runId, nudgedOn, userId),
        dayMessage(found, 'nudge', now),
      );
    if (!remindOn) return undefined;
    const reminderKey = deliveryKey['challenge-reminder'](runId, remindOn, userId);
    await updateDelivered(deps, reminderKey, dayMessage(found, 'reminder', now));
    return undefined;
  });
  return ({ runId, dayId, userId }) => refresh(`${runId}:${dayId}:${userId}`);
};
