import type { CalendarDay } from '../../domain/calendar.ts';
import { isAllDone, runDays } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { participantOf } from '../../models/participant.ts';
import {
  certificate,
  challengeCancelled,
  challengeForgotten,
  challengeMoved,
  challengeQuestion,
  challengeReminder,
  questionAnswered,
} from '../../views/challenge/challenge-letter.ts';
import type { Message } from '../../views/message.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { certificateUrl } from './certificate.ts';
import { type Challenge, findChallenge } from './challenge.ts';
import { askOutcome, defaultPack, isTooLate } from './challenge-ask.ts';
import { type AboutChallenge, composeDay, participantIn } from './challenge-delivery.ts';
import { dayMessage, findDay } from './challenge-message.ts';
import { recordAskTold } from './follow-answer.ts';
import { nextNudgeOf } from './nudge.ts';

const wordsOf = ({ pack, rules }: Challenge) => ({ pack, days: runDays(rules) });

/** What stands where something was told of a run, unless the run or its words are no longer there. */
const shown =
  (message: (deps: DeliveryDeps, challenge: Challenge, userId: string) => Message | Promise<Message>) =>
  async (deps: DeliveryDeps, { runId, userId }: AboutChallenge): Promise<Message> => {
    const challenge = runId ? await findChallenge(deps, runId) : undefined;
    return challenge && userId ? message(deps, challenge, userId) : challengeForgotten;
  };

const certificateOf = async (deps: DeliveryDeps, challenge: Challenge, userId: string): Promise<Message> => {
  const person = await deps.people.find(userId);
  const seat = { runId: challenge.run._id, userId };
  const participant = await deps.store.participants.find(seat);
  const isEarned = participant && isAllDone(challenge.rules, participantOf(participant));
  const pictureUrl = isEarned ? await certificateUrl(deps, seat) : undefined;
  return certificate(wordsOf(challenge), person?.name ?? 'You', pictureUrl);
};

const cancelledMessage = (challenge: Challenge): Message => {
  const { by, why } = challenge.run.cancelled ?? {};
  const words = { by: by ?? challenge.run.startedBy, why: why ?? undefined };
  return challengeCancelled(wordsOf(challenge), words);
};

const movedMessage = (challenge: Challenge): Message =>
  challengeMoved(wordsOf(challenge), challenge.rules.nudgeAt);

/** A day of a challenge: it belongs to its calendar day, and the note waits for it. */
export const nudgePart: NoteRow = {
  topic: 'challenge',
  isOfItsDay: true,
  compose: (deps, part) => composeDay(deps, part, 'nudge'),
  async show(deps, { runId, userId, dayId }) {
    const found = runId && dayId ? await findDay(deps, { runId, userId }, dayId) : undefined;
    return found ? dayMessage(found, 'nudge', deps.clock.now()) : challengeForgotten;
  },
  nextAt: nextNudgeOf,
};

type Question = (pack: ChallengePack, monday: CalendarDay) => Message;

const composeQuestion = async (
  deps: DeliveryDeps,
  on: CalendarDay | null | undefined,
  question: Question,
) => {
  const pack = defaultPack(deps);
  if (!on || !pack) return skip('there is nothing to ask');
  if (await askOutcome(deps, on)) return skip('it is answered');
  return send(question(pack, on));
};

const askRow = (question: Question): Pick<NoteRow, 'topic' | 'show' | 'told'> => ({
  topic: 'service-week',
  async show(deps, { on, userId }) {
    const pack = defaultPack(deps);
    const outcome = on ? await askOutcome(deps, on) : undefined;
    if (outcome) return questionAnswered(outcome, userId);
    return !on || !pack || (await isTooLate(deps, on, deps.clock.now()))
      ? questionAnswered({ kind: 'too-late' }, userId)
      : question(pack, on);
  },
  told: recordAskTold,
});

/** The question about Customer Service Week. */
export const askPart: NoteRow = {
  ...askRow(challengeQuestion),
  async compose(deps, { on }) {
    // Whoever could not be asked in all that time is asked once, by the other part.
    if (on && (await deps.store.challengeAsks.find(on))?.remindedAt) return skip('the reminder asks it');
    return composeQuestion(deps, on, challengeQuestion);
  },
};

/** The same once more: also for whoever manages the workspace only since then. */
export const askAgainPart: NoteRow = {
  ...askRow(challengeReminder),
  compose: (deps, { on }) => composeQuestion(deps, on, challengeReminder),
};

export const movedPart: NoteRow = {
  topic: 'challenge',
  async compose(deps, part) {
    const found = await participantIn(deps, part);
    if (!found || found.challenge.run.cancelled) return skip('the person is not in the challenge');
    if (found.challenge.rules.startDay !== part.on) return skip('the challenge was moved again');
    return send(movedMessage(found.challenge));
  },
  show: shown((_deps, challenge) =>
    challenge.run.cancelled ? cancelledMessage(challenge) : movedMessage(challenge),
  ),
};

export const cancelledPart: NoteRow = {
  topic: 'challenge',
  async compose(deps, part) {
    const found = await participantIn(deps, part);
    return found ? send(cancelledMessage(found.challenge)) : skip('the person is not in the challenge');
  },
  show: shown((_deps, challenge) => cancelledMessage(challenge)),
};

export const certificatePart: NoteRow = {
  topic: 'challenge',
  async compose(deps, part) {
    const found = await participantIn(deps, part);
    if (!found) return skip('the person is not in the challenge');
    const { challenge, participant, userId } = found;
    if (!isAllDone(challenge.rules, participantOf(participant))) return skip('a day is missing');
    return send(await certificateOf(deps, challenge, userId));
  },
  show: shown(certificateOf),
};
