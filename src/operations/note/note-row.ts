import type { Sent } from '../../deps.ts';
import type { NoteTopic } from '../../domain/note.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Message } from '../../views/message.ts';
import type { Composed, DeliveryDeps } from '../delivery/delivery-row.ts';

/** What is known of a part once it is told, also of one that was a message of its own in an earlier version. */
type Told = Pick<NotePart, 'userId'> & { on?: string | null | undefined; wordId?: string | null | undefined };

/** One kind of part of the note. */
export interface NoteRow {
  /** What a person turns off to get none of these. */
  topic: NoteTopic;
  /** A managers' topic that Slack's admins are told of, who lead nobody. */
  isForAdmins?: true;
  /** Each belongs to its calendar day (`on`), quiet or not, and comes on no other. */
  isOfItsDay?: true;
  /** Somebody waits for it, or it is late: when a note has no room for everything, it has room for this before the rest. */
  isPressing?: true;
  /** It brings no note: it is told along with the next that goes out anyway, and given up after `untilAt`. */
  ridesAlong?: true;
  /** What it says when the note goes out. Skipped: it is dropped. Waiting: it comes with a later note. */
  compose: (deps: DeliveryDeps, part: NotePart) => Promise<Composed>;
  /** What it says once it was told, as things stand: in its place in the note, whatever became of them. */
  show: (deps: DeliveryDeps, part: NotePart) => Promise<Message>;
  /** What is to be recorded besides that it was told; can be repeated. */
  told?: (deps: DeliveryDeps, part: Told, place: Sent) => Promise<void>;
  /** When somebody's next one comes due that belongs to its day, if that is before `until`: the note waits for it. */
  nextAt?: (deps: DeliveryDeps, userId: string, until: Date) => Promise<Date | undefined>;
}

/** It says in its place what there is to say of it now, and `over` once that is nothing. */
export const shownAsNow =
  (compose: NoteRow['compose'], over: Message): NoteRow['show'] =>
  async (deps, part) => {
    const composed = await compose(deps, part);
    return composed.kind === 'send' ? composed.message : over;
  };

/** The table of parts, in the order in which a note tells them. */
export type NoteTable = Readonly<Record<string, NoteRow>>;

/** In the order of the table. A kind that only a newer version knows is left to that one. */
export const inOrder = (table: NoteTable, parts: readonly NotePart[]): NotePart[] => {
  const kinds = Object.keys(table);
  return parts
    .filter(({ kind }) => kinds.includes(kind))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a._id < b._id ? -1 : 1));
};

/** What could not wait for another note is given room first; then what is pressing, and what had none in an earlier one. */
const rankOf = (table: NoteTable, { kind, onlyOn, untilAt, isLeftOut }: NotePart, nextAt: Date): number => {
  if (onlyOn || (untilAt && untilAt <= nextAt)) return 0;
  if (table[kind]?.isPressing) return 1;
  return isLeftOut ? 2 : 3;
};

/** So long after a note the next one comes at the latest: a weekend with holidays around it. */
const nextWithinMs = 5 * 86_400_000;

/** The parts of a note, in the order in which they are given room. Those of one rank keep their order. */
export const byNeed = (table: NoteTable, parts: readonly NotePart[], now: Date): NotePart[] => {
  const nextAt = new Date(now.getTime() + nextWithinMs);
  return parts.toSorted((a, b) => rankOf(table, a, nextAt) - rankOf(table, b, nextAt));
};
