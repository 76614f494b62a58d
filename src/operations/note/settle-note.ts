import type { Deps } from '../../deps.ts';
import type { NotePart } from '../../models/note-part.ts';

type SettleDeps = Pick<Deps, 'store'>;

/** How long after the time of a note it is known what became of it. */
const laterMs = 10 * 60_000;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** What became of a note: its parts are told, or not for good, or wait for the next one. */
const settleNote = async ({ store }: SettleDeps, noteKey: string, keys: readonly string[], now: Date) => {
  const delivery = await store.deliveries.find(noteKey);
  const { noteParts } = store;
  // Parts are put into a note before that is planned: the process may have ended in between.
  if (!delivery || delivery.state === 'skipped') return noteParts.takeOut(keys, now);
  if (delivery.state === 'sent') return noteParts.recordTold(noteKey, now);
  const why = `the note is ${delivery.state}: ${delivery.why ?? ''}`;
  if (delivery.state === 'failed') return noteParts.drop(keys, 'in-note', why);
  if (delivery.state === 'unknown') {
    await noteParts.dropDoubtful(noteKey, why);
    return noteParts.takeOut(keys, now);
  }
  const { tooLateAt } = delivery;
  const until = tooLateAt && tooLateAt > now ? tooLateAt : now;
  return noteParts.lookAgain(keys, after(until, laterMs), 'in-note');
};

/** Follows up on the notes of these parts. True when there were any. */
export const settleNotes = async (
  deps: SettleDeps,
  parts: readonly NotePart[],
  now: Date,
): Promise<boolean> => {
  const isDue = ({ state, lookAt }: NotePart): boolean =>
    state === 'in-note' && lookAt instanceof Date && lookAt <= now;
  const due = parts.filter(isDue);
  for (const noteKey of new Set(due.map((part) => part.noteKey ?? ''))) {
    const keys = due.filter((part) => part.noteKey === noteKey).map(({ _id }) => _id);
    await settleNote(deps, noteKey, keys, now);
  }
  return due.length > 0;
};
