import type { Deps } from '../../deps.ts';
import type { ChallengeRefusal } from '../../domain/challenge.ts';
import { ineligibility, type Person } from '../../domain/person.ts';
import {
  type Challenge,
  type ChallengeDeps,
  currentChallenge,
  findChallenge,
  openRuns,
  runRefusal,
} from './challenge.ts';
import { nudgeNow } from './nudge.ts';

export type JoinDeps = ChallengeDeps &
  Pick<Deps, 'background' | 'outbox' | 'planNotes' | 'refreshInvitation'>;

const showAndSend = (deps: JoinDeps, runId: string, now: Date): void => {
  deps.background.run('challenge', () => deps.refreshInvitation(runId));
  deps.background.run('note', async () => {
    await deps.planNotes(now);
    await deps.outbox.deliverDue();
  });
};

/** Takes somebody in, from the present day on. Joining twice is joining once. */
export const joinChallenge = async (
  deps: JoinDeps,
  runId: string,
  userId: string,
  now: Date,
): Promise<'joined' | 'in-already' | ChallengeRefusal> => {
  const { store, people } = deps;
  const person = await people.find(userId);
  if (!person || ineligibility(person)) return 'not-eligible';
  const challenge = await findChallenge(deps, runId);
  const refusal = runRefusal(challenge, person.timeZone, now);
  if (!challenge || refusal) return refusal ?? 'gone';
  const seat = { runId, userId };
  const isNew = await store.participants.join(seat, person, now);
  if (!isNew) return 'in-already';
  await nudgeNow(deps, challenge, userId, now);
  showAndSend(deps, runId, now);
  return 'joined';
};

/** Lets somebody go. What is still written down for them is not sent: composing asks whether they are in. */
export const leaveChallenge = async (
  deps: JoinDeps,
  runId: string,
  userId: string,
  now: Date,
): Promise<boolean> => {
  const { store } = deps;
  const hasLeft = await store.participants.leave({ runId, userId }, now);
  if (hasLeft) showAndSend(deps, runId, now);
  return hasLeft;
};

/**
 * The run that somebody leaves who does not say which: the one that is on or comes next, unless they are only in a later
 * one, whose invitation was out before this was over.
 */
export const challengeToLeave = async (
  deps: ChallengeDeps,
  userId: string,
  now: Date,
): Promise<Challenge | undefined> => {
  const current = await currentChallenge(deps, userId, now);
  if (!current) return undefined;
  const open = (await openRuns(deps, now)).filter(({ lastDay }) => lastDay >= current.run.lastDay);
  for (const { _id: runId } of open.toSorted((a, b) => (a.lastDay < b.lastDay ? -1 : 1))) {
    const participant = await deps.store.participants.find({ runId, userId });
    if (participant && !participant.leftAt) return findChallenge(deps, runId);
  }
  return current;
};

/** Lets go whoever may not take part any more, until they may again. */
export const sendAway = async (deps: JoinDeps, runId: string, person: Person, now: Date): Promise<void> => {
  const seat = { runId, userId: person.userId };
  if (await deps.store.participants.sendAway(seat, person, now)) showAndSend(deps, runId, now);
};

/** Takes in whoever was sent away and may take part again. They start with the present day, and keep what they did. */
export const takeBack = async (
  deps: JoinDeps,
  runId: string,
  person: Person,
  now: Date,
): Promise<boolean> => {
  const seat = { runId, userId: person.userId };
  const isBack = await deps.store.participants.takeBack(seat, person, now);
  if (isBack) showAndSend(deps, runId, now);
  return isBack;
};
