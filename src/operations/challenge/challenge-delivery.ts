import { runDays } from '../../domain/challenge.ts';
import { wantsReminder } from '../../domain/nudge.ts';
import { participantOf } from '../../models/participant.ts';
import type { NudgeCard } from '../../views/challenge/nudge.ts';
import { type Composed, type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { findChallenge, packDayOf } from './challenge.ts';
import { closingMessage, dayMessage, invitationMessage } from './challenge-message.ts';

/** What a delivery or a part of the note is about: the fields of both. */
export interface AboutChallenge {
  runId?: string | null | undefined;
  userId?: string | null | undefined;
  dayId?: string | null | undefined;
  on?: string | null | undefined;
}

const challengeIn = async (deps: DeliveryDeps, { runId }: AboutChallenge) =>
  runId ? findChallenge(deps, runId) : undefined;

/** The participant whom it is for, if they are still in. */
export const participantIn = async (deps: DeliveryDeps, about: AboutChallenge) => {
  const challenge = await challengeIn(deps, about);
  const { runId, userId } = about;
  if (!challenge || !runId || !userId) return undefined;
  const participant = await deps.store.participants.find({ runId, userId });
  return participant && !participant.leftAt ? { challenge, participant, userId } : undefined;
};

/** A day, only while it is still meant: whoever answered, left or was moved since is left alone. */
export const composeDay = async (
  deps: DeliveryDeps,
  about: AboutChallenge,
  kind: NudgeCard['kind'],
): Promise<Composed> => {
  const found = await participantIn(deps, about);
  if (!found) return skip('the person is not in the challenge');
  const { challenge, participant, userId } = found;
  if (challenge.run.cancelled) return skip('the challenge was called off');
  const day = runDays(challenge.rules).find(({ dayId, on }) => dayId === about.dayId && on === about.on);
  const packDay = day && packDayOf(challenge.pack, day.dayId);
  if (!day || !packDay) return skip('the day was moved');
  if (!wantsReminder(participantOf(participant), day)) return skip('the person has answered');
  const seat = { runId: challenge.run._id, userId };
  const answered = { challenge, seat, participant, day, packDay };
  return send(dayMessage(answered, kind, deps.clock.now()));
};

export const composeReminder: DeliveryRow['compose'] = (deps, delivery) =>
  composeDay(deps, delivery, 'reminder');

export const composeInvitation: DeliveryRow['compose'] = async (deps, delivery) => {
  const challenge = await challengeIn(deps, delivery);
  if (!challenge || challenge.run.cancelled) return skip('the challenge was called off');
  if (!challenge.run.isAnnounced) return skip('the wall is not to be told');
  if (challenge.run.startDay !== delivery.on) return skip('the challenge was moved');
  return send(await invitationMessage(deps, challenge, deps.clock.now()));
};

export const composeClosing: DeliveryRow['compose'] = async (deps, delivery) => {
  const challenge = await challengeIn(deps, delivery);
  if (challenge?.run.cancelled) return skip('the challenge was called off');
  const message = challenge && (await closingMessage(deps, challenge));
  return message ? send(message) : skip('nobody took part');
};
