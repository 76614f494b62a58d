import { isAllDone, runDays } from '../../domain/challenge.ts';
import { wantsReminder } from '../../domain/nudge.ts';
import type { Delivery } from '../../models/delivery.ts';
import { type ParticipantDocument, participantOf } from '../../models/participant.ts';
import {
  certificate,
  challengeCancelled,
  challengeMoved,
  challengeQuestion,
} from '../../views/challenge/challenge-letter.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { type Challenge, findChallenge, packDayOf } from './challenge.ts';
import { askOutcome, defaultPack } from './challenge-ask.ts';
import { closingMessage, dayMessage, invitationMessage } from './challenge-message.ts';

interface Found {
  challenge: Challenge;
  participant: ParticipantDocument;
  userId: string;
}

const challengeIn = async (deps: DeliveryDeps, { runId }: Delivery): Promise<Challenge | undefined> =>
  runId ? findChallenge(deps, runId) : undefined;

/** The participant whom a delivery is for, if they are still in. */
const participantIn = async (deps: DeliveryDeps, delivery: Delivery): Promise<Found | undefined> => {
  const challenge = await challengeIn(deps, delivery);
  const { runId, userId } = delivery;
  if (!challenge || !runId || !userId) return undefined;
  const participant = await deps.store.participants.find({ runId, userId });
  return participant && !participant.leftAt ? { challenge, participant, userId } : undefined;
};

/** Only while the day is still meant: whoever answered, left or was moved since is left alone. */
const dayComposer =
  (kind: 'nudge' | 'reminder'): DeliveryRow['compose'] =>
  async (deps, delivery) => {
    const found = await participantIn(deps, delivery);
    if (!found) return skip('the person is not in the challenge');
    const { challenge, participant, userId } = found;
    if (challenge.run.cancelled) return skip('the challenge was called off');
    const day = runDays(challenge.rules).find(
      ({ dayId, on }) => dayId === delivery.dayId && on === delivery.on,
    );
    const packDay = day && packDayOf(challenge.pack, day.dayId);
    if (!day || !packDay) return skip('the day was moved');
    if (!wantsReminder(participantOf(participant), day)) return skip('the person has answered');
    const seat = { runId: challenge.run._id, userId };
    const answered = { challenge, seat, participant, day, packDay };
    return send(dayMessage(answered, kind, deps.clock.now()));
  };

export const composeNudge = dayComposer('nudge');
export const composeReminder = dayComposer('reminder');

export const composeAsk: DeliveryRow['compose'] = async (deps, { on, userId }) => {
  const pack = defaultPack(deps);
  if (!on || !userId || !pack) return skip('there is nothing to ask');
  if (await askOutcome(deps, on)) return skip('it is answered');
  if (!(await managesWorkspace(deps, userId))) return skip('the person is no longer a manager');
  return send(challengeQuestion(pack, on));
};

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

export const composeCertificate: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await participantIn(deps, delivery);
  if (!found) return skip('the person is not in the challenge');
  const { challenge, participant, userId } = found;
  if (!isAllDone(challenge.rules, participantOf(participant))) return skip('a day is missing');
  const person = await deps.people.find(userId);
  const words = { pack: challenge.pack, days: runDays(challenge.rules) };
  return send(certificate(words, person?.name ?? 'You'));
};

export const composeMoved: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await participantIn(deps, delivery);
  if (!found || found.challenge.run.cancelled) return skip('the person is not in the challenge');
  const { pack, rules } = found.challenge;
  if (rules.startDay !== delivery.on) return skip('the challenge was moved again');
  return send(challengeMoved({ pack, days: runDays(rules) }, rules.nudgeAt));
};

export const composeCancelled: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await participantIn(deps, delivery);
  if (!found) return skip('the person is not in the challenge');
  const { pack, rules, run } = found.challenge;
  const { by, why } = run.cancelled ?? {};
  const words = { by: by ?? run.startedBy, why: why ?? undefined };
  return send(challengeCancelled({ pack, days: runDays(rules) }, words));
};
