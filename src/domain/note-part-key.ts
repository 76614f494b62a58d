import { deliveryKey, timeIfAny } from './delivery-key.ts';

/**
 * What comes in a note, by kind: the business key under which each is told once. Those that were messages of their own
 * in earlier versions have the keys they had then.
 */
export const notePartKey = {
  /** One a person and calendar day, wherever the day of the pack was moved to. */
  nudge: (runId: string, day: string, userId: string) => `nudge:${runId}:${day}:${userId}`,
  'challenge-ask': (teamId: string, monday: string, userId: string) =>
    `challenge-ask:${teamId}:${monday}:${userId}`,
  'challenge-ask-again': (teamId: string, monday: string, userId: string) =>
    `challenge-ask-again:${teamId}:${monday}:${userId}`,
  /** A run can move more than once, and back. */
  'challenge-moved': (runId: string, edition: number, userId: string) =>
    `challenge-moved:${runId}:${edition}:${userId}`,
  'challenge-cancelled': (runId: string, userId: string) => `challenge-cancelled:${runId}:${userId}`,
  'challenge-certificate': (runId: string, userId: string) => `challenge-certificate:${runId}:${userId}`,
  'manager-digest': (teamId: string, week: string, userId: string) =>
    `manager-digest:${teamId}:${week}:${userId}`,
  /** What each manager is told has the key of the delivery that it was written down as, and theirs. */
  'wall-lost': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  'wall-ask': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  'win-unposted-manager': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  /** Once each time that a team has nobody left: `version` is the one at which the last manager was taken off the list. */
  'no-managers': (teamId: string, version: number, userId: string) =>
    `no-managers:${teamId}:${version}:${userId}`,
  /** Told once in each workspace from before anybody could choose. */
  'managers-choice': (teamId: string, userId: string) => `managers-choice:${teamId}:${userId}`,
  /** Told to its author when it was somebody else, each time that it was. */
  'taken-down': (winId: string, timesBack = 0) =>
    timesBack > 0 ? `taken-down:${winId}:${timesBack}` : `taken-down:${winId}`,
  /** Asked of everybody who decides about reports, once each time that they are asked about a win. */
  report: (winId: string, round: number, userId: string) => `report:${winId}:${round}:${userId}`,
  'report-author': (winId: string, round: number) => `report-author:${winId}:${round}`,
  'report-outcome': (winId: string, userId: string) => `report-outcome:${winId}:${userId}`,
  praise: (winId: string, userId: string) => `praise:${winId}:${userId}`,
  /** A manager recognised a win in their own words. */
  recognition: (wordsId: string, userId: string) => `recognition:${wordsId}:${userId}`,
  /** Of the line that made it necessary, and how often that did; it tells of all lines that its reader has not been told. */
  card: (lineId: string, times: number, userId: string) => `card:${lineId}:${times}:${userId}`,
  /** What somebody wrote to one person alone, and that person's thanks, which its author is told. */
  'private-word': (wordId: string, heroId: string) => `private-word:${wordId}:${heroId}`,
  /** What is made right for a customer: that it was opened, and that nobody owns it, to those who lead the team. */
  'recovery-opened': (recoveryId: string, userId: string) => `recovery-opened:${recoveryId}:${userId}`,
  'recovery-ownerless': (recoveryId: string, ownerId: string, userId: string) =>
    `recovery-ownerless:${recoveryId}:${ownerId}:${userId}`,
  /** What is open, to somebody who leads the team from then on: once each time that they are named. */
  'recovery-waiting': (teamId: string, version: number, userId: string) =>
    `recovery-waiting:${teamId}:${version}:${userId}`,
  /** What its owner meant to do on a day: to say how it stands, or to have put it right. */
  'recovery-today': (recoveryId: string, what: 'word' | 'fixed' | 'follow-up', on: string, userId: string) =>
    `recovery-today:${recoveryId}:${what}:${on}:${userId}`,
  /**
   * That a customer has not heard from anybody yet: to its owner, and a working day later to those who lead the team. Once
   * for each time that it was reopened, besides.
   */
  'recovery-overdue': deliveryKey['recovery-overdue'],
  'recovery-late': (recoveryId: string, userId: string, begunAnewAt?: Date) =>
    `recovery-late:${recoveryId}:${userId}${timeIfAny(begunAnewAt)}`,
  /** Its owner is asked whether all is right again: each time that they want to be asked. */
  'recovery-ask': (recoveryId: string, since: Date, userId: string) =>
    `recovery-ask:${recoveryId}:${since.getTime()}:${userId}`,
  /** It is not right after all, for the so manieth time: to those who lead the team. */
  'recovery-reopened': (recoveryId: string, times: number, userId: string) =>
    `recovery-reopened:${recoveryId}:${times}:${userId}`,
  'private-thanks': (wordId: string, heroId: string) => `private-thanks:${wordId}:${heroId}`,
  /** What a customer says of a win, to its author and whoever asked; and what they were not helped with, to managers as well. */
  voice: (winId: string, userId: string) => `voice:${winId}:${userId}`,
  'voice-unhappy': (winId: string, userId: string) => `voice-unhappy:${winId}:${userId}`,
  'voice-unhappy-team': (winId: string, userId: string) => `voice-unhappy-team:${winId}:${userId}`,
  /** A plan's day: once for each day that it was moved to. */
  plan: (planId: string, moves: number) => `plan:${planId}:${moves}`,
  /** Two weeks after it was done. */
  'plan-later': (planId: string) => `plan-later:${planId}`,
  /** Told to its author when a manager took out an idea of theirs, each time that one did. */
  'idea-hidden': (ideaId: string, timesHidden: number) => `idea-hidden:${ideaId}:${timesHidden}`,
  /** The bot picked a win of theirs, whose customer they may ask. */
  'voice-pick': (winId: string) => `voice-pick:${winId}`,
  /** What somebody took on, for a day. */
  'lesson-due': (lessonId: string, day: string, userId: string) => `lesson-due:${lessonId}:${day}:${userId}`,
  /** Told to its author when it was somebody else, each time that it was shared. */
  'lesson-taken-down': (lessonId: string, times: number) => `lesson-taken-down:${lessonId}:${times}`,
};

export type NotePartKind = keyof typeof notePartKey;
