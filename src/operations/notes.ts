import type { NotePartKind } from '../domain/note-part-key.ts';
import { cardPart } from './card/card-part.ts';
import {
  askAgainPart,
  askPart,
  cancelledPart,
  certificatePart,
  movedPart,
  nudgePart,
} from './challenge/challenge-part.ts';
import { managerDigestPart } from './digest/digest-delivery.ts';
import { recognitionPart } from './digest/recognition-part.ts';
import { ideaHiddenPart } from './idea/idea-part.ts';
import { lessonDuePart, lessonTakenDownPart } from './lesson/lesson-part.ts';
import { praisePart } from './nomination/nomination-delivery.ts';
import type { NoteRow } from './note/note-row.ts';
import { planLaterPart, planPart } from './plan/plan-part.ts';
import { privateThanksPart, privateWordPart } from './private-word/private-word-part.ts';
import {
  recoveryAskPart,
  recoveryLatePart,
  recoveryOverduePart,
  recoveryReopenedPart,
} from './recovery/recovery-follow-part.ts';
import { recoveryOpenedPart, recoveryOwnerlessPart, recoveryTodayPart } from './recovery/recovery-part.ts';
import { recoveryWaitingPart } from './recovery/waiting-part.ts';
import { reportAuthorPart, reportOutcomePart, reportPart } from './report/report-part.ts';
import { voicePickPart } from './voice/pick-part.ts';
import { voicePart, voiceUnhappyPart, voiceUnhappyTeamPart } from './voice/voice-part.ts';
import { noManagersPart } from './wall/follow-managers.ts';
import { managersChoicePart } from './wall/managers-choice.ts';
import { wallAskPart, wallLostPart } from './wall/wall-delivery.ts';
import { unpostedPart } from './win/unposted-win.ts';
import { takenDownPart } from './win/win-delivery.ts';

/** The table of the note's parts, in the order in which it tells them: what is late, today's, the team's, news. */
export const noteTable: Readonly<Record<NotePartKind, NoteRow>> = {
  'recovery-overdue': recoveryOverduePart,
  'recovery-late': recoveryLatePart,
  nudge: nudgePart,
  'recovery-today': recoveryTodayPart,
  'lesson-due': lessonDuePart,
  plan: planPart,
  'recovery-ownerless': recoveryOwnerlessPart,
  'recovery-reopened': recoveryReopenedPart,
  'no-managers': noManagersPart,
  'wall-lost': wallLostPart,
  'wall-ask': wallAskPart,
  'win-unposted-manager': unpostedPart,
  report: reportPart,
  'recovery-ask': recoveryAskPart,
  'voice-unhappy': voiceUnhappyPart,
  'voice-unhappy-team': voiceUnhappyTeamPart,
  'recovery-opened': recoveryOpenedPart,
  'recovery-waiting': recoveryWaitingPart,
  'challenge-ask': askPart,
  'challenge-ask-again': askAgainPart,
  'challenge-moved': movedPart,
  'challenge-cancelled': cancelledPart,
  'challenge-certificate': certificatePart,
  'managers-choice': managersChoicePart,
  'manager-digest': managerDigestPart,
  praise: praisePart,
  voice: voicePart,
  recognition: recognitionPart,
  card: cardPart,
  'private-word': privateWordPart,
  'private-thanks': privateThanksPart,
  'taken-down': takenDownPart,
  'voice-pick': voicePickPart,
  'idea-hidden': ideaHiddenPart,
  'lesson-taken-down': lessonTakenDownPart,
  'report-author': reportAuthorPart,
  'report-outcome': reportOutcomePart,
  'plan-later': planLaterPart,
};
