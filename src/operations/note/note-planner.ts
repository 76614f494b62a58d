import type { Deps } from '../../deps.ts';
import { addDays, dayOf, startOfDay } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import {
  boundNote,
  type NotePreferences,
  type NoteRhythm,
  type NoteSlot,
  nextNote,
  usualPreferences,
  wantsTopic,
  whyDropped,
} from '../../domain/note.ts';
import { ineligibility } from '../../domain/person.ts';
import { isQuietDay } from '../../domain/quiet-day.ts';
import { pauseMs } from '../../errors.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { DeliveryDeps } from '../delivery/delivery-row.ts';
import { ownZone } from '../workspace/own-zone.ts';
import { readOnce } from '../workspace/read-workspace.ts';
import type { NoteTable } from './note-row.ts';
import { settleNotes } from './settle-note.ts';

export type PlanNotesDeps = DeliveryDeps & Pick<Deps, 'logger'>;

const batchSize = 100;
/** Whoever types /brag meanwhile queues behind these writes: more would slow them down and be no faster. */
const atOnce = 5;
/** A kind that this version does not know is left to a newer one for so long; and so is what failed. */
const laterMs = 10 * 60_000;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
const keysOf = (parts: readonly NotePart[]): string[] => parts.map(({ _id }) => _id);
const isBound = ({ onlyOn }: NotePart): boolean => typeof onlyOn === 'string';

/** The days that it is now anywhere, and those whose notes somebody may have had who flew back over the date line. */
const daysAround = (now: Date): string[] => [-1, 0, 1, 2, 3].map((days) => addDays(dayOf(now, 'UTC'), days));

/** What is known of many people before each one's note is planned. */
interface Batch {
  waiting: readonly NotePart[];
  preferences: ReadonlyMap<string, NotePreferences>;
  /** The newest note of each. */
  lastNoteOn: ReadonlyMap<string, string>;
}

const lastNotes = async ({ store, installation }: PlanNotesDeps, userIds: readonly string[], now: Date) => {
  const notes = daysAround(now).flatMap((day) =>
    userIds.map((userId) => ({ userId, day, key: deliveryKey.note(installation.teamId, userId, day) })),
  );
  const standing = await store.deliveries.standing(notes.map(({ key }) => key));
  return new Map(notes.filter(({ key }) => standing.has(key)).map(({ userId, day }) => [userId, day]));
};

const readBatch = async (deps: PlanNotesDeps, userIds: readonly string[], now: Date): Promise<Batch> => {
  const { noteParts, preferences } = deps.store;
  const read = await noteParts.ofPeople(userIds);
  const open = (await settleNotes(deps, read, now)) ? await noteParts.ofPeople(userIds) : read;
  return {
    waiting: open.filter(({ state }) => state === 'waiting'),
    preferences: await preferences.findAll(userIds),
    lastNoteOn: await lastNotes(deps, userIds, now),
  };
};

/** When the last of what belongs to the present day comes due. */
const laterToday = async (
  deps: PlanNotesDeps,
  table: NoteTable,
  { userId, zone, preferences }: { userId: string; zone: string; preferences: NotePreferences },
  now: Date,
): Promise<Date | undefined> => {
  const endOfDay = startOfDay(addDays(dayOf(now, zone), 1), zone);
  const rows = Object.values(table).filter(({ topic }) => wantsTopic(preferences, topic));
  const times = await Promise.all(rows.flatMap(({ nextAt }) => nextAt?.(deps, userId, endOfDay) ?? []));
  return times.reduce(
    (latest, time) => (time && (!latest || time > latest) ? time : latest),
    undefined as Date | undefined,
  );
};

/** Drops what makes no sense any more or was turned off. What is left. */
const dropStale = async (
  { store }: PlanNotesDeps,
  table: NoteTable,
  preferences: NotePreferences,
  parts: readonly NotePart[],
  now: Date,
): Promise<NotePart[]> => {
  const kept: NotePart[] = [];
  for (const part of parts) {
    const row = table[part.kind];
    const why = row && whyDropped({ untilAt: part.untilAt ?? undefined, topic: row.topic }, preferences, now);
    if (why) await store.noteParts.drop([part._id], 'waiting', why);
    else if (row) kept.push(part);
    else await store.noteParts.lookAgain([part._id], after(now, laterMs));
  }
  return kept;
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
    if ('why' in slot) await store.noteParts.drop([part._id], 'waiting', slot.why);
    else planned.push({ part, slot });
  }
  return planned;
};

/** A note whose time has come, with the parts that go into it. */
interface ReadyNote {
  userId: string;
  slot: NoteSlot;
  keys: string[];
}

/** What belongs to a day brings the note with it, and everything goes along that is due by then. */
const gather = (planned: readonly PlannedPart[], now: Date) => {
  const ready = planned.filter(({ slot }) => slot.at <= now);
  const first = ready.find(({ part }) => isBound(part)) ?? ready[0];
  const isAlong = ({ part, slot }: PlannedPart): boolean =>
    first !== undefined && (isBound(part) ? slot.day === first.slot.day : part.dueAt <= now);
  return { first, along: planned.filter(isAlong), others: planned.filter((each) => !isAlong(each)) };
};

/** What brings no note by itself waits until something else does, or until it is given up. */
const putOffRiders = async (
  { store }: PlanNotesDeps,
  riders: readonly NotePart[],
  now: Date,
): Promise<void> => {
  for (const { _id: key, untilAt } of riders)
    await store.noteParts.lookAgain([key], untilAt ?? after(now, laterMs));
};

const waitingFor = ({ waiting }: Batch, userId: string): NotePart[] =>
  waiting.filter((part) => part.userId === userId);

/** The note of one person if its time has come. For what is not in it, it is noted when to look again. */
const planFor = async (
  deps: PlanNotesDeps,
  table: NoteTable,
  batch: Batch,
  userId: string,
  now: Date,
): Promise<ReadyNote | undefined> => {
  const { store } = deps;
  const preferences = batch.preferences.get(userId) ?? usualPreferences;
  const parts = await dropStale(deps, table, preferences, waitingFor(batch, userId), now);
  const riders = parts.filter(({ kind }) => table[kind]?.ridesAlong);
  const drivers = parts.filter(({ kind }) => !table[kind]?.ridesAlong);
  if (drivers.length === 0) {
    await putOffRiders(deps, riders, now);
    return undefined;
  }
  const { noteAt, quietDays } = await deps.workspace();
  const zone = await ownZone(deps, userId);
  const rhythm: NoteRhythm = {
    zone,
    noteAt,
    isQuietDay: (day) => isQuietDay(quietDays, day),
    snoozedUntil: preferences.snoozedUntil,
    lastNoteOn: batch.lastNoteOn.get(userId),
    laterAt: drivers.every(isBound)
      ? undefined
      : await laterToday(deps, table, { userId, zone, preferences }, now),
  };
  const { first, along, others } = gather(await slotsOf(deps, rhythm, drivers, now), now);
  for (const { part, slot } of others) {
    const { _id: key, untilAt } = part;
    const lookAt = untilAt && untilAt < slot.at ? untilAt : slot.at;
    await store.noteParts.lookAgain([key], lookAt > now ? lookAt : after(now, laterMs));
  }
  if (!first) {
    await putOffRiders(deps, riders, now);
    return undefined;
  }
  const ridingAlong = riders.filter(({ dueAt }) => dueAt <= now);
  return { userId, slot: first.slot, keys: keysOf([...along.map(({ part }) => part), ...ridingAlong]) };
};

const planOne = async (
  deps: PlanNotesDeps,
  table: NoteTable,
  batch: Batch,
  userId: string,
  now: Date,
): Promise<ReadyNote | undefined> => {
  const { store, people, logger } = deps;
  const waiting = keysOf(waitingFor(batch, userId));
  if (waiting.length === 0) return undefined;
  try {
    const person = await people.find(userId);
    const why = ineligibility(person);
    if (!why) return await planFor(deps, table, batch, userId, now);
    await store.noteParts.drop(waiting, 'waiting', `the person is ${why}`);
  } catch (error) {
    if (pauseMs(error) !== undefined) throw error;
    logger.warn({ feature: 'note', err: error }, 'a note could not be planned yet');
    await store.noteParts.lookAgain(waiting, after(now, laterMs));
  }
  return undefined;
};

/**
 * Parts come first: a note without parts would say nothing. They are looked at again soon, since the process may end
 * before their notes are planned.
 */
const planReady = async (
  { store, installation }: PlanNotesDeps,
  ready: readonly ReadyNote[],
  now: Date,
): Promise<void> => {
  const notes = ready.map(({ userId, slot, keys }) => {
    const noteKey = deliveryKey.note(installation.teamId, userId, slot.day);
    return { userId, slot, keys, noteKey };
  });
  for (let start = 0; start < notes.length; start += atOnce)
    await Promise.all(
      notes
        .slice(start, start + atOnce)
        .map(({ keys, noteKey }) => store.noteParts.putIntoNote(keys, noteKey, after(now, laterMs))),
    );
  await store.deliveries.planAllAgain(
    notes.map(({ userId, slot, noteKey: key }) => ({
      key,
      kind: 'note' as const,
      userId,
      on: slot.day,
      tooLateAt: slot.until,
    })),
    now,
  );
};

/** A person whom Slack could not be asked about with the others is asked about alone. */
const prepare = async ({ people }: PlanNotesDeps, userIds: readonly string[]): Promise<void> => {
  try {
    await people.prepare(userIds);
  } catch (error) {
    if (pauseMs(error) !== undefined) throw error;
  }
};

/** Plans every note that is due. One person's trouble holds up nobody else's. */
export const createNotePlanner =
  (table: NoteTable) =>
  async (given: PlanNotesDeps, now: Date): Promise<void> => {
    const deps = { ...given, workspace: readOnce(given.workspace) };
    const { store } = deps;
    for (;;) {
      const userIds = await store.noteParts.dueUserIds(now, batchSize);
      if (userIds.length === 0) return;
      await prepare(deps, userIds);
      const batch = await readBatch(deps, userIds, now);
      const ready: ReadyNote[] = [];
      for (let start = 0; start < userIds.length; start += atOnce) {
        const some = userIds.slice(start, start + atOnce);
        const planned = await Promise.all(some.map((userId) => planOne(deps, table, batch, userId, now)));
        ready.push(...planned.filter((note) => note !== undefined));
      }
      await planReady(deps, ready, now);
    }
  };
