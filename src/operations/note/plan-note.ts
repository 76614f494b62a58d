import type { Deps } from '../../deps.ts';
import { addDays, dayOf, startOfDay, zoneOr } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { boundNote, type NoteRhythm, type NoteSlot, nextNote, whyDropped } from '../../domain/note.ts';
import { ineligibility, type Person } from '../../domain/person.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import { pauseMs } from '../../errors.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { DeliveryDeps } from '../delivery/delivery-row.ts';
import { readOnce } from '../workspace/read-workspace.ts';
import type { NoteRow, NoteTable } from './note-row.ts';

export type PlanNotesDeps = DeliveryDeps & Pick<Deps, 'logger'>;

const batchSize = 100;
/** Whoever types /brag meanwhile queues behind these writes: more would slow them down and be no faster. */
const atOnce = 5;
/** A kind that this version does not know is left to a newer one for so long; and so is what failed. */
const laterMs = 10 * 60_000;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
const keysOf = (parts: readonly NotePart[]): string[] => parts.map(({ _id }) => _id);

/** What became of a note whose time is over: its parts are told, or not for good, or wait for the next one. */
const settleNote = async ({ store }: PlanNotesDeps, noteKey: string, keys: readonly string[], now: Date) => {
  const delivery = await store.deliveries.find(noteKey);
  const { noteParts } = store;
  // It is put into a note before that is planned: the process may have ended in between.
  if (!delivery || delivery.state === 'skipped') return noteParts.takeOut(keys, now);
  if (delivery.state === 'sent') return noteParts.recordTold(noteKey, now);
  if (delivery.state === 'failed' || delivery.state === 'unknown')
    return noteParts.drop(keys, `the note is ${delivery.state}: ${delivery.why ?? ''}`);
  return noteParts.lookAgain(keys, after(now, laterMs), 'in-note');
};

const settleNotes = async (deps: PlanNotesDeps, parts: readonly NotePart[], now: Date): Promise<void> => {
  for (const noteKey of new Set(parts.map((part) => part.noteKey ?? '')))
    await settleNote(deps, noteKey, keysOf(parts.filter((part) => part.noteKey === noteKey)), now);
};

const laterToday = async (deps: PlanNotesDeps, rows: readonly NoteRow[], userId: string, until: Date) => {
  const times = await Promise.all(rows.flatMap(({ nextAt }) => nextAt?.(deps, userId, until) ?? []));
  return times.reduce(
    (latest, time) => (time && (!latest || time > latest) ? time : latest),
    undefined as Date | undefined,
  );
};

/** Puts parts into the note of a day, and plans that. They come first: a note without parts would say nothing. */
const putIntoNote = async (
  { store, installation }: PlanNotesDeps,
  userId: string,
  { day, until }: NoteSlot,
  parts: readonly NotePart[],
  now: Date,
): Promise<void> => {
  const key = deliveryKey.note(installation.teamId, userId, day);
  // Looked at again soon: this process may end before the note is planned, which can still be told today.
  await store.noteParts.putIntoNote(keysOf(parts), key, after(now, laterMs));
  await store.deliveries.planAgain({ key, kind: 'note', userId, on: day, tooLateAt: until }, now);
};

/** Drops what makes no sense any more or was turned off. What is left. */
const dropStale = async (
  deps: PlanNotesDeps,
  table: NoteTable,
  parts: readonly NotePart[],
  now: Date,
): Promise<NotePart[]> => {
  const { store } = deps;
  const preferences = await store.preferences.find(parts[0]?.userId ?? '');
  const kept: NotePart[] = [];
  for (const part of parts) {
    const row = table[part.kind];
    const why = row && whyDropped({ untilAt: part.untilAt ?? undefined, topic: row.topic }, preferences, now);
    if (why) await store.noteParts.drop([part._id], why);
    else if (row) kept.push(part);
    else await store.noteParts.lookAgain([part._id], after(now, laterMs));
  }
  return kept;
};

const rhythmOf = async (
  deps: PlanNotesDeps,
  table: NoteTable,
  { userId, timeZone }: Person,
  now: Date,
): Promise<NoteRhythm> => {
  const { store, installation } = deps;
  const workspace = await deps.workspace();
  const zone = zoneOr(timeZone, workspace.zone);
  const endOfDay = startOfDay(addDays(dayOf(now, zone), 1), zone);
  const newest = await store.deliveries.newestUnder(deliveryKey.note(installation.teamId, userId, ''));
  return {
    zone,
    noteAt: workspace.noteAt,
    isQuietDay: (day) => isQuietDay(workspace.quietDays, day),
    snoozedUntil: (await store.preferences.find(userId)).snoozedUntil,
    lastNoteOn: newest?.on ?? undefined,
    laterAt: await laterToday(deps, Object.values(table), userId, endOfDay),
  };
};

interface PlannedPart {
  part: NotePart;
  slot: NoteSlot;
}

/** When each part can be told. What belongs to a day on which it cannot is dropped. */
const slotsOf = async (
  { store }: PlanNotesDeps,
  rhythm: NoteRhythm,
  parts: readonly NotePart[],
  now: Date,
): Promise<PlannedPart[]> => {
  const planned: PlannedPart[] = [];
  for (const part of parts) {
    const { onlyOn, dueAt } = part;
    const slot = onlyOn ? boundNote(rhythm, { onlyOn, dueAt }, now) : nextNote(rhythm, dueAt, now);
    if ('why' in slot) await store.noteParts.drop([part._id], slot.why);
    else planned.push({ part, slot });
  }
  return planned;
};

/**
 * Plans the note of one person if its time has come, and notes otherwise when that is. What belongs to a day brings the
 * note with it, and everything goes along that is due by then.
 */
const planFor = async (deps: PlanNotesDeps, table: NoteTable, userId: string, now: Date): Promise<void> => {
  const { store, people } = deps;
  const isDue = ({ lookAt }: NotePart): boolean => lookAt instanceof Date && lookAt <= now;
  const inNotes = (await store.noteParts.ofPerson(userId)).filter(({ state }) => state === 'in-note');
  await settleNotes(deps, inNotes.filter(isDue), now);
  const waiting = (await store.noteParts.ofPerson(userId)).filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return;
  const person = await people.find(userId);
  const why = ineligibility(person);
  if (!person || why) return store.noteParts.drop(keysOf(waiting), `the person is ${why}`);
  const parts = await dropStale(deps, table, waiting, now);
  if (parts.length === 0) return;
  const rhythm = await rhythmOf(deps, table, person, now);
  const planned = await slotsOf(deps, rhythm, parts, now);
  const ready = planned.filter(({ slot }) => slot.at <= now);
  const first = ready.find(({ part }) => part.onlyOn) ?? ready[0];
  const inNote = new Set<string>();
  if (first) {
    const isWith = ({ part, slot }: PlannedPart): boolean =>
      part.onlyOn ? slot.day === first.slot.day : part.dueAt <= now;
    const along = planned.filter(isWith);
    for (const { part } of along) inNote.add(part._id);
    await putIntoNote(
      deps,
      userId,
      first.slot,
      along.map(({ part }) => part),
      now,
    );
  }
  for (const { part, slot } of planned.filter((each) => !inNote.has(each.part._id))) {
    const { untilAt } = part;
    const lookAt = untilAt && untilAt < slot.at ? untilAt : slot.at;
    await store.noteParts.lookAgain([part._id], lookAt > now ? lookAt : after(now, laterMs));
  }
};

/** Plans every note that is due, person by person. One person's trouble holds up nobody else's. */
export const createNotePlanner =
  (table: NoteTable) =>
  async (given: PlanNotesDeps, now: Date): Promise<void> => {
    const deps = { ...given, workspace: readOnce(given.workspace) };
    const { store, logger } = deps;
    const planOne = async (userId: string): Promise<void> => {
      try {
        await planFor(deps, table, userId, now);
      } catch (error) {
        if (pauseMs(error) !== undefined) throw error;
        logger.warn({ feature: 'note', err: error }, 'a note could not be planned yet');
        const due = (await store.noteParts.ofPerson(userId)).filter(({ lookAt }) => lookAt && lookAt <= now);
        await store.noteParts.lookAgain(keysOf(due), after(now, laterMs));
      }
    };
    for (;;) {
      const userIds = await store.noteParts.dueUserIds(now, batchSize);
      if (userIds.length === 0) return;
      for (let start = 0; start < userIds.length; start += atOnce)
        await Promise.all(userIds.slice(start, start + atOnce).map(planOne));
    }
  };
