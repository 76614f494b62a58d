import { ineligibility, type Person } from '../../domain/person.ts';
import { findChallenge, openRuns } from './challenge.ts';
import { type JoinDeps, sendAway, takeBack } from './join-challenge.ts';
import { nudgeNow } from './nudge.ts';

type ChangeDeps = JoinDeps;

const followInto = async (deps: ChangeDeps, runId: string, person: Person, now: Date): Promise<void> => {
  if (ineligibility(person)) return sendAway(deps, runId, person, now);
  const { userId } = person;
  const isNews =
    (await takeBack(deps, runId, person, now)) ||
    (await deps.store.participants.changeZone({ runId, userId }, person, now));
  const challenge = isNews ? await findChallenge(deps, runId) : undefined;
  if (challenge) await nudgeNow(deps, challenge, userId, now);
};

/**
 * Takes over what Slack says of a person into the challenges that are on: their next nudge follows them into another
 * zone, and whoever is deactivated is out until they are back.
 */
export const followPerson = async (deps: ChangeDeps, userId: string, now: Date): Promise<void> => {
  const runs = await openRuns(deps, now);
  const person = runs.length > 0 ? await deps.people.find(userId) : undefined;
  if (!person) return;
  for (const { _id: runId } of runs) await followInto(deps, runId, person, now);
  await deps.planNotes(now);
  await deps.outbox.deliverDue();
};

/** Takes over what changed while the bot was down and nobody told it. */
export const followEverybody = async (deps: ChangeDeps, now: Date): Promise<void> => {
  const { store, people } = deps;
  const runs = await openRuns(deps, now);
  if (runs.length === 0) return;
  // It reads everybody in a few calls, and remembers them: nobody has to be asked about one by one.
  await people.findAdmins();
  for (const { _id: runId } of runs) {
    for await (const { userId } of store.participants.followed(runId)) {
      const person = await people.find(userId);
      if (person) await followInto(deps, runId, person, now);
    }
  }
  await deps.planNotes(now);
  await deps.outbox.deliverDue();
};
