import type { Deps } from '../deps.ts';
import { addDays, dayOf } from '../domain/calendar.ts';
import { ineligibility, type Person } from '../domain/person.ts';
import { findChallenge } from './challenge.ts';
import { type JoinDeps, leaveChallenge } from './join-challenge.ts';
import { nudgeNow } from './nudge.ts';

type ChangeDeps = JoinDeps & Pick<Deps, 'clock'>;

/**
 * Takes over what Slack says of a person into the challenges that are on: their next nudge follows them into another
 * zone, and whoever is deactivated has left.
 */
export const followPerson = async (deps: ChangeDeps, person: Person, now: Date): Promise<void> => {
  const { models, installation } = deps;
  const { teamId } = installation;
  const { userId, timeZone } = person;
  // A run is not over while its last day is not over everywhere.
  const yesterday = addDays(dayOf(now, 'UTC'), -1);
  for (const { _id: runId } of await models.runs.open(teamId, yesterday)) {
    if (ineligibility(person)) {
      await leaveChallenge(deps, runId, userId, now);
      continue;
    }
    if (!timeZone) continue;
    const isNews = await models.participants.changeZone({ teamId, runId, userId }, timeZone, now);
    const challenge = isNews ? await findChallenge(deps, runId) : undefined;
    if (!challenge) continue;
    await nudgeNow(deps, challenge, userId, now);
    await deps.outbox.deliverDue();
  }
};
