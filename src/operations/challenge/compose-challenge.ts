import { isAllDone, runDays } from '../../domain/challenge.ts';
import type { ChallengeDeliveryKind } from '../../domain/delivery.ts';
import { wantsReminder } from '../../domain/nudge.ts';
import type { Delivery } from '../../models/delivery.ts';
import { type ParticipantDocument, participantOf } from '../../models/participant.ts';
import {
  certificate,
  challengeCancelled,
  challengeMoved,
  challengeQuestion,
} from '../../views/challenge/challenge-letter.ts';
import type { Message } from '../../views/message.ts';
import { type ComposeDeps, type Composed, type Composer, directMessage, skip } from '../delivery/composer.ts';
import { type Challenge, findChallenge, packDayOf } from './challenge.ts';
import { askOutcome, defaultPack } from './challenge-ask.ts';
import { closingMessage, dayMessage, invitationMessage } from './challenge-message.ts';

interface Found {
  challenge: Challenge;
  participant: ParticipantDocument;
  userId: string;
}

const challengeIn = async (deps: ComposeDeps, { runId }: Delivery): Promise<Challenge | undefined> =>
  runId ? findChallenge(deps, runId) : undefined;

/** The participant whom a delivery is for, if they are still in. */
const participantIn = async (deps: ComposeDeps, delivery: Delivery): Promise<Found | undefined> => {
  const challenge = await challengeIn(deps, delivery);
  const { teamId, runId, userId } = delivery;
  if (!challenge || !runId || !userId) return undefined;
  const participant = await deps.models.participants.find({ teamId, runId, userId });
  return participant && !participant.leftAt ? { challenge, participant, userId } : undefined;
};

const toWall = async (deps: ComposeDeps, teamId: string, message: Message): Promise<Composed> => {
  const channelId = await deps.models.workspaces.wallChannelId(teamId);
  return channelId ? { kind: 'send', channelId, message } : { kind: 'wait', why: 'there is no wall' };
};

/** Only while the day is still meant: whoever answered, left or was moved since is left alone. */
const dayComposer =
  (kind: 'nudge' | 'reminder'): Composer =>
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
    const seat = { teamId: delivery.teamId, runId: challenge.run._id, userId };
    const answered = { challenge, seat, participant, day, packDay };
    return directMessage(userId, dayMessage(answered, kind, deps.clock.now()));
  };

/** What is said about a challenge. */
export const challengeComposers: Record<ChallengeDeliveryKind, Composer> = {
  nudge: dayComposer('nudge'),
  'challenge-reminder': dayComposer('reminder'),

  async 'challenge-ask'(deps, { on, userId }) {
    const pack = defaultPack(deps);
    if (!on || !userId || !pack) return skip('there is nothing to ask');
    if (await askOutcome(deps, on)) return skip('it is answered');
    return directMessage(userId, challengeQuestion(pack, on));
  },

  async 'challenge-invite'(deps, delivery) {
    const challenge = await challengeIn(deps, delivery);
    if (!challenge || challenge.run.cancelled) return skip('the challenge was called off');
    if (!challenge.run.isAnnounced) return skip('the wall is not to be told');
    if (challenge.run.startDay !== delivery.on) return skip('the challenge was moved');
    return toWall(deps, delivery.teamId, await invitationMessage(deps, challenge));
  },

  async 'challenge-closing'(deps, delivery) {
    const challenge = await challengeIn(deps, delivery);
    const message = challenge && (await closingMessage(deps, challenge));
    return message ? toWall(deps, delivery.teamId, message) : skip('nobody took part');
  },

  async 'challenge-certificate'(deps, delivery) {
    const found = await participantIn(deps, delivery);
    if (!found) return skip('the person is not in the challenge');
    const { challenge, participant, userId } = found;
    if (!isAllDone(challenge.rules, participantOf(participant))) return skip('a day is missing');
    const person = await deps.people.find(userId);
    const words = { pack: challenge.pack, days: runDays(challenge.rules) };
    return directMessage(userId, certificate(words, person?.name ?? 'You'));
  },

  async 'challenge-moved'(deps, delivery) {
    const found = await participantIn(deps, delivery);
    if (!found || found.challenge.run.cancelled) return skip('the person is not in the challenge');
    const { pack, rules } = found.challenge;
    if (rules.startDay !== delivery.on) return skip('the challenge was moved again');
    return directMessage(found.userId, challengeMoved({ pack, days: runDays(rules) }, rules.nudgeAt));
  },

  async 'challenge-cancelled'(deps, delivery) {
    const found = await participantIn(deps, delivery);
    if (!found) return skip('the person is not in the challenge');
    const { pack, rules, run } = found.challenge;
    const why = run.cancelled?.why ?? undefined;
    return directMessage(found.userId, challengeCancelled({ pack, days: runDays(rules) }, why));
  },
};
