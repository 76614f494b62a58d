import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { ineligibility } from '../../domain/person.ts';
import { directAnswer } from '../../views/home/direct-answer.ts';
import { type DeliveryRow, send } from '../delivery/delivery-row.ts';
import { todayOf } from '../workspace/own-zone.ts';

type AnswerDeps = Pick<Deps, 'store' | 'installation' | 'workspace' | 'people' | 'outbox'>;

/** An answer that comes later than this answers nothing any more. */
const tooLateMs = 3_600_000;

export const composeDirectAnswer: DeliveryRow['compose'] = async ({ workspace }) =>
  send(directAnswer((await workspace()).wallChannelId));

/**
 * Answers somebody who wrote to the bot as to a person, once on a day of theirs. Which of many messages, told to
 * whichever replica, is answered is decided by the delivery's key.
 */
export const answerDirectMessage = async (deps: AnswerDeps, userId: string, now: Date): Promise<void> => {
  const { store, installation } = deps;
  const person = await deps.people.find(userId);
  if (ineligibility(person)) return;
  const day = await todayOf(deps, userId, now);
  const key = deliveryKey['direct-answer'](installation.teamId, userId, day);
  const tooLateAt = new Date(now.getTime() + tooLateMs);
  const isNew = await store.deliveries.plan({ key, kind: 'direct-answer', userId, tooLateAt }, now);
  if (isNew) await deps.outbox.deliver(key);
};
