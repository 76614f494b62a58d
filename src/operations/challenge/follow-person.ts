import { addDays, dayOf } from '../../domain/calendar.ts';
import { ineligibility, type Person } from '../../domain/person.ts';
import { findChallenge } from './challenge.ts';
import { type JoinDeps, leaveChallenge } from './join-challenge.ts';
import { nudgeNow } from './nudge.ts';

type ChangeDeps = JoinDeps;

/** A run is not over while its last day is not over everywhere. */
const openRuns = ({ store }: ChangeDeps, now: Date) => store.runs.open(addDays(dayOf(now, 'UTC'), -1));

const followInto = async (deps: ChangeDeps, runId: string, person: Person, now: Date): Promise<void> => {
  const { store } = deps;
  const { userId, timeZone } = person;
  if (ineligibility(person)) {
    await leaveChallenge(deps, runId, userId, now);
    return;
  }
  const seat = { runId, userId };
  const isNews = timeZone !== undefined && (await store.participants.changeZone(seat, timeZone, now));
  const challenge = isNews ? await findChallenge(deps, runId) : undefined;
  if (challenge) await nudgeNow(deps, challenge, userId, now);
};

/**
 * Takes over what Slack says of a person into the challenges that are on: their next nudge follows them into another
 * zone, and whoever is deactivated has left.
 */
export const followPerson = async (deps: ChangeDeps, person: Person, now: Date): Promise<void> => {
  const runs = await openRuns(deps, now);
  for (const { _id: runId } of runs) await followInto(deps, runId, person, now);
  if (runs.length > 0) await deps.outbox.deliverDue();
};

/** Takes over what changed while the bot was down and nobody told it. */
export const followEverybody = async (deps: ChangeDeps, now: Date): Promise<void> => {
  const { store, people } = deps;
  const runs = await openRuns(deps, now);
  if (runs.length === 0) return;
  // It reads everybody in a few calls, and remembers them: nobody has to be asked about one by one.
  await people.findAdmins();
  for (const { _id: runId } of runs) {
    for await (const { userId } of store.participants.inRun(runId)) {
      const person = await people.find(userId);
      if (person) await followInto(deps, runId, person, now);
    }
  }
  await deps.outbox.deliverDue();
};
