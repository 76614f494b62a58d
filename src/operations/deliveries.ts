import type { DeliveryKind } from '../domain/delivery-key.ts';
import type { NotePartKind } from '../domain/note-part-key.ts';
import { composeClosing, composeInvitation, composeReminder } from './challenge/challenge-delivery.ts';
import {
  type DeliveryRow,
  type DeliveryTable,
  toChannel,
  toPerson,
  toWall,
} from './delivery/delivery-row.ts';
import { composeDigest, composeManagerDigest } from './digest/digest-delivery.ts';
import {
  composeCopied,
  composeExceptional,
  recordPostedWin,
  toThreadOfWin,
  toWriter,
} from './nomination/nomination-delivery.ts';
import { intoNote, noteRow } from './note/note-delivery.ts';
import { noteTable } from './notes.ts';
import { composeWallAsk, composeWallLost, composeWallWelcome, toFirstManager } from './wall/wall-delivery.ts';
import { composeUnposted, composeUnpostedForManager, tellUnposted } from './win/unposted-win.ts';
import { composeTakenDown, composeWin } from './win/win-delivery.ts';

const wall = { to: toWall, waitsForWall: true } as const;
const person = { to: toPerson, waitsForWall: false } as const;

const rows: Readonly<Record<DeliveryKind, DeliveryRow>> = {
  note: noteRow(noteTable),
  'wall-welcome': { to: toChannel, waitsForWall: false, compose: composeWallWelcome },
  'wall-lost': { to: toFirstManager, waitsForWall: false, compose: composeWallLost },
  'wall-ask': { to: toFirstManager, waitsForWall: false, compose: composeWallAsk },
  'taken-down': { ...person, compose: composeTakenDown },
  copied: { to: toWriter, waitsForWall: false, isEphemeral: true, compose: composeCopied },
  win: { ...wall, isAwaited: true, compose: composeWin, sent: recordPostedWin, unsent: tellUnposted },
  'win-unposted': { ...person, compose: composeUnposted },
  'win-unposted-manager': { to: toFirstManager, waitsForWall: false, compose: composeUnpostedForManager },
  exceptional: { to: toThreadOfWin, waitsForWall: false, compose: composeExceptional },
  'challenge-invite': { ...wall, compose: composeInvitation },
  'challenge-reminder': { ...person, compose: composeReminder },
  'challenge-closing': { ...wall, compose: composeClosing },
  digest: { ...wall, compose: composeDigest },
  'manager-digest': { ...person, compose: composeManagerDigest },
};

/** What earlier versions said in messages of their own. */
const formerKinds: readonly NotePartKind[] = [
  'praise',
  'nudge',
  'challenge-ask',
  'challenge-moved',
  'challenge-cancelled',
  'challenge-certificate',
];

/** The table of deliveries: everything that the bot says on its own account. */
export const deliveryTable: DeliveryTable = {
  ...rows,
  ...Object.fromEntries(formerKinds.map((kind) => [kind, intoNote(kind, noteTable[kind])])),
};
