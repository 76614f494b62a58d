import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { type ChallengeRefusal, type DayRef, isAllDone, zoneOf } from '../../domain/challenge.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { reminderAt } from '../../domain/nudge.ts';
import { escapeSlackText, parseSlackText } from '../../domain/slack-text.ts';
import { dayFacts, participantOf } from '../../models/participant.ts';
import { findAuthorFault, type PostWinOutcome, postWin, textFault, type WinFault } from '../win/post-win.ts';
import { planCertificate } from './advance-run.ts';
import { type AnsweredDay, type ChallengeDeps, findChallenge, openDay } from './challenge.ts';

export type AnswerDayDeps = ChallengeDeps & Pick<Deps, 'background' | 'channels' | 'outbox' | 'refreshDay'>;

export interface DayAnswer extends DayRef {
  userId: string;
}

export interface DoneAnswer extends DayAnswer {
  /** The form it came in: sent twice, it is one answer. */
  formId: string;
  /** As typed. */
  note: string | undefined;
  isWin: boolean;
}

export type DoneOutcome =
  | { kind: 'done'; isComplete: boolean; win: PostWinOutcome | undefined }
  | { kind: 'refused'; why: ChallengeRefusal }
  /** It cannot be a win in these words, so nothing is stored. */
  | { kind: 'faulty'; fault: WinFault };

/** Shows the day's state on the messages about it, and sends what the answer made due. */
const showDay = (deps: AnswerDayDeps, answer: DayAnswer): void => {
  deps.background.run('challenge', () => deps.refreshDay(answer));
  deps.background.run('delivery', () => deps.outbox.deliverDue());
};

/** A note is plain text: what looks like a mention in it is none. */
const noteFault = async (deps: AnswerDayDeps, userId: string, note: string): Promise<WinFault | undefined> =>
  textFault(parseSlackText(escapeSlackText(note)), note) ?? (await findAuthorFault(deps, userId));

const postDayWin = async (deps: AnswerDayDeps, { seat, day }: AnsweredDay, note: string, now: Date) => {
  const challengeDay = { runId: seat.runId, dayId: day.dayId };
  const submission = { authorId: seat.userId, text: escapeSlackText(note), challengeDay };
  const heroIds = [seat.userId];
  const outcome = await postWin(deps, { ...submission, heroIds, source: 'composer' }, now);
  if (outcome.kind === 'stored') await deps.store.participants.recordWin(seat, day.dayId, outcome.winId);
  return outcome;
};

/** Whoever completes a run after its closing gets the certificate with their next note; the closing sees to the others. */
const certifyIfComplete = async (deps: AnswerDayDeps, { seat }: AnsweredDay, now: Date): Promise<boolean> => {
  const participant = await deps.store.participants.find(seat);
  // Read after the day was stored: either this sees the closing, or the closing sees the day.
  const challenge = await findChallenge(deps, seat.runId);
  if (!participant || !challenge || !isAllDone(challenge.rules, participantOf(participant))) return false;
  if (challenge.run.closedAt) await planCertificate(deps.store, seat, now);
  return true;
};

/** The day that somebody wants to say is done, if it still is to do. */
export const dayToDo = async (
  deps: ChallengeDeps,
  answer: DayAnswer,
  now: Date,
): Promise<AnsweredDay | ChallengeRefusal> => {
  const opened = await openDay(deps, answer, now);
  if (typeof opened === 'string') return opened;
  return dayFacts(opened.participant, answer.dayId).doneAt ? 'done-already' : opened;
};

/** Takes a day as done, once, and makes it a win if the person wants that. Stored when this resolves. */
export const markDayDone = async (
  deps: AnswerDayDeps,
  answer: DoneAnswer,
  now: Date,
): Promise<DoneOutcome> => {
  const { formId, note, isWin } = answer;
  const opened = await openDay(deps, answer, now);
  if (typeof opened === 'string') return { kind: 'refused', why: opened };
  const fault = isWin && note ? await noteFault(deps, answer.userId, note) : undefined;
  if (fault) return { kind: 'faulty', fault };
  const { seat, day } = opened;
  const isFirst = await deps.store.participants.markDone(seat, day.dayId, formId, note, now);
  if (!isFirst) {
    const participant = await deps.store.participants.find(seat);
    if (!participant || participant.leftAt) return { kind: 'refused', why: 'left' };
    const isSameForm = dayFacts(participant, day.dayId).doneIn === formId;
    if (!isSameForm) return { kind: 'refused', why: 'done-already' };
  }
  const win = isWin && note ? await postDayWin(deps, opened, note, now) : undefined;
  const isComplete = await certifyIfComplete(deps, opened, now);
  showDay(deps, answer);
  return { kind: 'done', isComplete, win };
};

/** No more of this day today. It can still be done until the run is over. */
export const putDayOff = async (
  deps: AnswerDayDeps,
  answer: DayAnswer,
  now: Date,
): Promise<ChallengeRefusal | undefined> => {
  const opened = await openDay(deps, answer, now);
  if (typeof opened === 'string') return opened;
  const isPutOff = await deps.store.participants.markNotToday(opened.seat, opened.day);
  if (!isPutOff) return 'done-already';
  showDay(deps, answer);
  return undefined;
};

export const showAnotherIdea = async (
  deps: AnswerDayDeps,
  answer: DayAnswer,
  now: Date,
): Promise<ChallengeRefusal | undefined> => {
  const opened = await dayToDo(deps, answer, now);
  if (typeof opened === 'string') return opened;
  await deps.store.participants.showNextIdea(opened.seat, answer.dayId);
  showDay(deps, answer);
  return undefined;
};

/** Reminds the person once, at 3 pm of their own day; asking twice is asking once. */
export const remindLater = async (
  deps: AnswerDayDeps,
  answer: DayAnswer,
  now: Date,
): Promise<ChallengeRefusal | undefined> => {
  const opened = await dayToDo(deps, answer, now);
  if (typeof opened === 'string') return opened;
  const { seat, participant, challenge, day } = opened;
  const zone = zoneOf(participantOf(participant), challenge.zone);
  const reminder = reminderAt(zone, now);
  if (reminder.kind === 'past') return 'past-three';
  const today = dayOf(now, zone);
  const key = deliveryKey['challenge-reminder'](seat.runId, today, seat.userId);
  const { dayId } = day;
  const { dueAt, tooLateAt } = reminder;
  await deps.store.deliveries.plan(
    { key, kind: 'challenge-reminder', ...seat, dayId, on: day.on, tooLateAt },
    dueAt,
  );
  await deps.store.participants.noteReminder(seat, dayId, today);
  showDay(deps, answer);
  return undefined;
};
