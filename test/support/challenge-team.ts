import { randomUUID } from 'node:crypto';
import type { DeliveryKind } from '../../src/domain/delivery-key.ts';
import type { NotePartKind } from '../../src/domain/note-part-key.ts';
import type { NewRun } from '../../src/models/run.ts';
import { nudgeDue } from '../../src/operations/challenge/nudge.ts';
import { demoUsers, type TestBot, type TestTeam } from './bot.ts';

/** Of 2027, and the days of the pack that it runs with. */
export const serviceWeek = '2027-10-04';
export const dayIds = ['be-reachable', 'own-house', 'share-attention', 'own-mistakes', 'be-there'] as const;

/** With somebody who was an admin until they left the company. */
export const challengeUsers = [
  ...demoUsers,
  { id: 'UOLD', name: 'old', is_admin: true, deleted: true, tz: 'Europe/London' },
];

/** A run that Ann has started: that of the Service Week of 2027, unless `fields` say otherwise. */
export const planRun = async ({ store, deps }: TestTeam, fields: Partial<NewRun> = {}) => {
  const run = {
    runId: randomUUID(),
    packId: 'five-days',
    dayIds,
    startDay: serviceWeek,
    nudgeAt: '09:00',
    isAnnounced: true,
    startedBy: 'UANN',
    ...fields,
  };
  await store.runs.start(run, deps.clock.now());
  return (await store.runs.find(run.runId))!;
};

export const takeIn = ({ store, deps }: TestTeam, runId: string, userId: string, zone = 'Europe/London') =>
  store.participants.join({ runId, userId }, { timeZone: zone }, deps.clock.now());

/** What every day of the run comes to for whoever does it. */
export const doDays = async (
  { store, deps }: TestTeam,
  seat: { runId: string; userId: string },
  days: readonly string[] = dayIds,
) => {
  for (const dayId of days)
    await store.participants.markDone(seat, dayId, `form-${dayId}`, undefined, deps.clock.now());
};

/** The ids of the buttons in blocks, in their order. */
export const buttonsIn = (blocks: unknown): string[] =>
  [...JSON.stringify(blocks ?? []).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id!);

/** What the bot was told and has said since. */
export const watch = ({ slack }: TestBot) => {
  const [calls, answers] = [slack.calls.length, slack.answers.length];
  return {
    callsOf: (method: string) =>
      slack.calls.slice(calls).flatMap((call) => (call.method === method ? [call.args] : [])),
    answers: () => slack.answers.slice(answers).map(({ message }) => message),
    /** The one answer that was given. */
    answer() {
      const given = this.answers();
      if (given.length !== 1) throw new Error(`${given.length} answers: ${JSON.stringify(given)}`);
      return given[0]!;
    },
  };
};

/** The keys of all that was ever written down to be said of this kind by itself, with its state. */
export const deliveriesOf = async (bot: TestBot, { teamId }: TestTeam, kind: DeliveryKind) =>
  bot.models.deliveries.model.find({ teamId, kind }).sort({ _id: 1 }).lean();

/** The same of what is told in notes. */
export const partsOf = async (bot: TestBot, { teamId }: TestTeam, kind: NotePartKind) =>
  bot.models.noteParts.model.find({ teamId, kind }).sort({ _id: 1 }).lean();

/** Sends the notes that are due. */
export const sendNotes = async ({ deps }: TestTeam): Promise<void> => {
  await deps.planNotes(deps.clock.now());
  await deps.outbox.deliverDue();
};

/** Has everybody nudged whose time it is, and sends what is due: as a tick does. */
export const sendNudges = async (team: TestTeam): Promise<void> => {
  await nudgeDue(team.deps, team.deps.clock.now());
  await sendNotes(team);
};
