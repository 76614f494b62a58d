import { isNoteTime, managerTopics, whyDropped } from '../../domain/note.ts';
import { type NotePartKind, notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import { isSnoozed } from '../../domain/snooze.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Message } from '../../views/message.ts';
import { hasRoom, noteMessage } from '../../views/note/note.ts';
import type { Composed, DeliveryDeps, DeliveryRow } from '../delivery/delivery-row.ts';
import { send, skip, toPerson } from '../delivery/delivery-row.ts';
import { findManagers, managesWorkspace } from '../workspace/manager.ts';
import { ownZone } from '../workspace/own-zone.ts';
import { byNeed, inOrder, type NoteRow, type NoteTable } from './note-row.ts';

/** What could not be told with one note comes with the next: not before that is out. */
const nextTryMs = 3_600_000;

interface Attempt {
  part: NotePart;
  composed: Composed;
}

/** What one part says now. Whether its reader still wants it, and is still whom it is for, is decided here for all. */
const composePart = async (
  deps: DeliveryDeps,
  table: NoteTable,
  part: NotePart,
  preferences: Parameters<typeof whyDropped>[1],
): Promise<Composed> => {
  const row = table[part.kind];
  if (!row) return { kind: 'wait', why: `unknown kind ${part.kind}` };
  const why = whyDropped(
    { untilAt: part.untilAt ?? undefined, topic: row.topic },
    preferences,
    deps.clock.now(),
  );
  if (why) return skip(why);
  // Who leads the team may be others than when it was planned.
  const isForManagers = managerTopics.has(row.topic) && !row.isForAdmins;
  if (isForManagers && !(await managesWorkspace(deps, part.userId)))
    return skip('the person is no longer a manager');
  return row.compose(deps, part);
};

const saidBefore = skip('an earlier version said it in a message of its own');

/** What each part says now. One that cannot say waits, unless it belongs to the day or is alone: then all is tried again. */
const composeParts = async (
  deps: DeliveryDeps,
  table: NoteTable,
  parts: readonly NotePart[],
  userId: string,
): Promise<Attempt[]> => {
  const { store } = deps;
  const preferences = await store.preferences.find(userId);
  const said = await store.deliveries.said(parts.map(({ _id }) => _id));
  const attempts: Attempt[] = [];
  for (const part of parts) {
    try {
      const composed = said.has(part._id) ? saidBefore : await composePart(deps, table, part, preferences);
      attempts.push({ part, composed });
    } catch (error) {
      if (part.onlyOn || parts.length === 1) throw error;
      attempts.push({ part, composed: { kind: 'wait', why: 'it could not be found out' } });
    }
  }
  return attempts;
};

const keysOf = (parts: readonly NotePart[]): string[] => parts.map(({ _id }) => _id);

/** As much of it as one message holds, by need; told in the order of the table. */
const withRoom = (
  table: NoteTable,
  said: ReadonlyMap<NotePart, Message>,
  now: Date,
): { part: NotePart; view: Message }[] => {
  const given = new Map<NotePart, Message>();
  for (const part of byNeed(table, [...said.keys()], now)) {
    const view = said.get(part);
    if (view && hasRoom([...given.values()], view)) given.set(part, view);
  }
  return [...said].flatMap(([part, view]) => (given.has(part) ? [{ part, view }] : []));
};

/** Takes out of the note what is not told with it, and says what is. */
const decide = async (
  { store, clock }: DeliveryDeps,
  table: NoteTable,
  attempts: readonly Attempt[],
): Promise<{ shown: NotePart[]; views: Message[] }> => {
  const now = clock.now();
  const nextTryAt = new Date(now.getTime() + nextTryMs);
  const said = new Map<NotePart, Message>();
  for (const { part, composed } of attempts) {
    if (composed.kind === 'skip') await store.noteParts.drop([part._id], 'in-note', composed.why);
    else if (composed.kind === 'send') said.set(part, composed.message);
    else await store.noteParts.takeOut([part._id], nextTryAt);
  }
  const told = withRoom(table, said, now);
  const shown = told.map(({ part }) => part);
  const leftOut = [...said.keys()].filter((part) => !shown.includes(part));
  await store.noteParts.leaveOut(keysOf(leftOut), nextTryAt);
  return { shown, views: told.map(({ view }) => view) };
};

/**
 * Why a note is not sent after all: since it was planned somebody may have left, want to be left alone, or live by another
 * clock. Its parts are dropped or wait for another note, whatever it is.
 */
const holdBack = async (
  deps: DeliveryDeps,
  parts: readonly NotePart[],
  { userId, day }: { userId: string; day: string },
): Promise<string | undefined> => {
  const { store, clock, people } = deps;
  const now = clock.now();
  const person = await people.find(userId);
  const why = ineligibility(person);
  if (why) {
    await store.noteParts.drop(keysOf(parts), 'in-note', `the person is ${why}`);
    return `the person is ${why}`;
  }
  const { snoozedUntil } = await store.preferences.find(userId);
  if (isSnoozed(snoozedUntil, day)) {
    // What belongs to the day is not told then.
    await store.noteParts.drop(keysOf(parts.filter(({ onlyOn }) => onlyOn)), 'in-note', 'snoozed');
    await store.noteParts.takeOut(keysOf(parts), now);
    return 'snoozed';
  }
  if (isNoteTime(day, await ownZone(deps, userId), now)) return undefined;
  await store.noteParts.takeOut(keysOf(parts), now);
  return 'it is not the time for it where the person is';
};

/** How the table of deliveries sends a note: composed when it is sent, from the parts that are in it by then. */
export const noteRow = (table: NoteTable): DeliveryRow => ({
  to: toPerson,
  waitsForWall: false,
  isComposedOnceClaimed: true,
  async compose(deps, { _id: noteKey, userId, on }) {
    const { noteParts } = deps.store;
    if (!userId || !on) return skip('it is for nobody');
    const open = (await noteParts.ofNote(noteKey)).filter(({ state }) => state === 'in-note');
    const why = await holdBack(deps, open, { userId, day: on });
    if (why) return skip(why);
    const attempts = await composeParts(deps, table, inOrder(table, open), userId);
    const { shown, views } = await decide(deps, table, attempts);
    if (shown.every(({ kind }) => table[kind]?.ridesAlong)) {
      await noteParts.takeOut(keysOf(shown), new Date(deps.clock.now().getTime() + nextTryMs));
      return skip('nothing is left to tell');
    }
    await noteParts.showInNote(noteKey, keysOf(shown));
    return send(noteMessage(views));
  },
  async sent(deps, { _id: noteKey }, place) {
    const { noteParts } = deps.store;
    await noteParts.recordTold(noteKey, deps.clock.now());
    const parts = await noteParts.ofNote(noteKey);
    for (const part of parts) await table[part.kind]?.told?.(deps, part, place);
    const stale = parts.find(({ isStale, state }) => isStale && state === 'told');
    if (stale) deps.background.run('note', () => deps.refreshNote(stale._id));
  },
});

const itComes = skip('it comes in the note');

/** Since when it is due. What was put back, or is held by somebody, has a later time in `dueAt`. */
const dueSince = ({ dueAt, refused }: Delivery, now: Date): Date => {
  const since = refused?.since ?? dueAt ?? now;
  return since < now ? since : now;
};

/** What a delivery is about, for the part that it becomes. */
const aboutOf = ({ winId, week, channelId, byId, runId, dayId, on, tooLateAt }: Delivery) => ({
  ...(winId && { winId }),
  ...(week && { week }),
  ...(channelId && { channelId }),
  ...(byId && { byId }),
  ...(runId && { runId }),
  ...(dayId && { dayId }),
  ...(on && { on }),
  ...(tooLateAt && { untilAt: tooLateAt }),
});

/**
 * A delivery of an earlier version that was not said by then, as a part of the note: of today's, if it was due before the
 * hour of that. `longerMs`: how much later than a message of its own it can be told in a note.
 */
export const intoNote = (kind: NotePartKind, { isOfItsDay, told }: NoteRow, longerMs = 0): DeliveryRow => ({
  to: toPerson,
  waitsForWall: false,
  /** It was in Slack, and the earlier version ended before it could write that down. */
  async sent(deps, { userId, on }, place) {
    if (userId) await told?.(deps, { userId, on }, place);
  },
  async compose({ store, clock }, delivery) {
    const { _id: key, userId } = delivery;
    if (!userId) return skip('it is for nobody');
    const { on, tooLateAt } = delivery;
    const ofItsDay = on && isOfItsDay && { onlyOn: on };
    const until = tooLateAt && { untilAt: new Date(tooLateAt.getTime() + longerMs) };
    const part = { key, kind, userId, ...aboutOf(delivery), ...until, ...ofItsDay };
    await store.noteParts.plan(part, dueSince(delivery, clock.now()));
    return itComes;
  },
});

/**
 * What every manager is told in their note. It is written down as one delivery, whoever they are; that is found out when
 * it is due, and again later while Slack cannot say. Written down once more, it reaches those who have come since.
 */
export const intoManagersNotes = (
  kind: 'wall-lost' | 'wall-ask' | 'win-unposted-manager',
  isOver: (deps: DeliveryDeps, delivery: Delivery) => Promise<string | undefined>,
): DeliveryRow => ({
  to: toPerson,
  waitsForWall: false,
  async compose(deps, delivery) {
    const why = await isOver(deps, delivery);
    if (why) return skip(why);
    const managers = await findManagers(deps);
    if (managers.length === 0) return skip('nobody manages the workspace');
    for (const { userId } of managers) {
      const key = notePartKey[kind](delivery._id, userId);
      await deps.store.noteParts.planAgain({ key, kind, userId, ...aboutOf(delivery) }, deps.clock.now());
    }
    return itComes;
  },
});
