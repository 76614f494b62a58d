import type { DeliveryKind } from '../domain/delivery-key.ts';
import type { NotePartKind } from '../domain/note-part-key.ts';
import { composeAnnouncement } from './card/card-announcement.ts';
import { composeThanks, toThreadOfThanked } from './card/thank-signers.ts';
import { composeClosing, composeInvitation, composeReminder } from './challenge/challenge-delivery.ts';
import {
  type DeliveryRow,
  type DeliveryTable,
  type RecordSent,
  toChannel,
  toPerson,
  toWall,
} from './delivery/delivery-row.ts';
import { composeDigest } from './digest/digest-delivery.ts';
import { composeFilePart, planNextPart, toFileThread } from './file/file-delivery.ts';
import { composeDirectAnswer } from './home/direct-answer.ts';
import { composeLesson, recordLessonPosted } from './lesson/lesson-delivery.ts';
import { composeCopied, recordPostedWin, toThreadOfWin, toWriter } from './nomination/nomination-delivery.ts';
import { intoManagersNotes, intoNote, noteRow } from './note/note-delivery.ts';
import { noteTable } from './notes.ts';
import { erasedRow } from './privacy/erased-delivery.ts';
import { composeOverdue } from './recovery/overdue-delivery.ts';
import { composeRecovery } from './recovery/recovery-delivery.ts';
import { tellOfPick } from './voice/pick-part.ts';
import { composeVoice, tellInNotes, toThreadOfVoice } from './voice/voice-delivery.ts';
import { composeWallWelcome, recordWelcomed } from './wall/hello.ts';
import { composeStartQuestion, toInviter } from './wall/start-question.ts';
import { composeWallAway, composeWallHere, whyNoLoss } from './wall/wall-delivery.ts';
import { composeUnposted, tellUnposted, whyPosted } from './win/unposted-win.ts';
import { composeWin } from './win/win-delivery.ts';

const wall = { to: toWall, waitsForWall: true } as const;
const person = { to: toPerson, waitsForWall: false } as const;

/** What a win sets off in features that it knows nothing of. */
const afterWinPosted: RecordSent = async (deps, delivery, ...posted) => {
  await recordPostedWin(deps, delivery, ...posted);
  await tellOfPick(deps, delivery);
};

const rows: Readonly<Record<DeliveryKind, DeliveryRow>> = {
  note: noteRow(noteTable),
  'wall-welcome': {
    to: toChannel,
    waitsForWall: false,
    compose: composeWallWelcome,
    sent: recordWelcomed,
  },
  'wall-here': { to: toChannel, waitsForWall: false, compose: composeWallHere },
  'wall-away': { to: toChannel, waitsForWall: false, compose: composeWallAway },
  'wall-start': {
    to: toInviter,
    waitsForWall: false,
    isEphemeral: true,
    compose: composeStartQuestion,
  },
  'wall-lost': intoManagersNotes('wall-lost', whyNoLoss),
  'wall-ask': intoManagersNotes('wall-ask', whyNoLoss),
  copied: { to: toWriter, waitsForWall: false, isEphemeral: true, compose: composeCopied },
  win: { ...wall, isAwaited: true, compose: composeWin, sent: afterWinPosted, unsent: tellUnposted },
  'win-unposted': { ...person, compose: composeUnposted },
  'win-unposted-manager': intoManagersNotes('win-unposted-manager', whyPosted),
  exceptional: { to: toThreadOfWin, waitsForWall: false, compose: composeAnnouncement },
  'card-thanks': { to: toThreadOfThanked, waitsForWall: false, compose: composeThanks },
  'challenge-invite': { ...wall, compose: composeInvitation },
  'challenge-reminder': { ...person, compose: composeReminder },
  'challenge-closing': { ...wall, compose: composeClosing },
  'direct-answer': { ...person, isAwaited: true, compose: composeDirectAnswer },
  file: {
    to: toFileThread,
    waitsForWall: false,
    isAwaited: true,
    compose: composeFilePart,
    sent: planNextPart,
  },
  'recovery-overdue': { ...person, compose: composeOverdue },
  lesson: { ...wall, isAwaited: true, compose: composeLesson, sent: recordLessonPosted },
  voice: { to: toThreadOfVoice, waitsForWall: false, compose: composeVoice, unsent: tellInNotes },
  // What changes while it is sent is shown anew: nobody composes it before it is claimed.
  recovery: { ...person, isAwaited: true, isComposedOnceClaimed: true, compose: composeRecovery },
  digest: { ...wall, compose: composeDigest },
  erased: erasedRow,
};

/** What earlier versions said in messages of their own. */
const formerKinds: readonly NotePartKind[] = [
  'praise',
  'manager-digest',
  'taken-down',
  'no-managers',
  'nudge',
  'challenge-ask',
  'challenge-moved',
  'challenge-cancelled',
  'challenge-certificate',
];

/** A manager's week had to be said within two days, while its note has a week's time. */
const longerMs: Partial<Record<NotePartKind, number>> = { 'manager-digest': 5 * 86_400_000 };

/** The table of deliveries: everything that the bot says on its own account. */
export const deliveryTable: DeliveryTable = {
  ...rows,
  ...Object.fromEntries(formerKinds.map((kind) => [kind, intoNote(kind, noteTable[kind], longerMs[kind])])),
};
