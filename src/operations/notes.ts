import type { NotePartKind } from '../domain/note-part-key.ts';
import { askPart, cancelledPart, certificatePart, movedPart, nudgePart } from './challenge/challenge-part.ts';
import { praisePart } from './nomination/nomination-delivery.ts';
import type { NoteRow } from './note/note-row.ts';

/** The table of the note's parts, in the order in which it tells them. */
export const noteTable: Readonly<Record<NotePartKind, NoteRow>> = {
  nudge: nudgePart,
  'challenge-ask': askPart,
  'challenge-moved': movedPart,
  'challenge-cancelled': cancelledPart,
  'challenge-certificate': certificatePart,
  praise: praisePart,
};
