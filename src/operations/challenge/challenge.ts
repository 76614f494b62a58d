import type { Deps } from '../../deps.ts';
import { addDays, dayOf, zoneOr } from '../../domain/calendar.ts';
import {
  answerRefusal,
  type ChallengeRefusal,
  type DayRef,
  isOver,
  progress,
  type RunDay,
  runDays,
} from '../../domain/challenge.ts';
import type { ChallengePack, PackDay } from '../../domain/challenge-pack.ts';
import type { RunSteps } from '../../domain/run-step.ts';
import { type ParticipantDocument, participantOf, type Seat } from '../../models/participant.ts';
import { type RunDocument, runOf } from '../../models/run.ts';
import { todayOf } from '../workspace/own-zone.ts';

export type ChallengeDeps = Pick<Deps, 'store' | 'installation' | 'workspace' | 'people' | 'packs'>;

/** A run with its words, in its workspace. */
export interface Challenge {
  run: RunDocument;
  rules: RunSteps;
  pack: ChallengePack;
  /** The workspace's zone, for whoever has none. */
  zone: string;
}

/** One participant's day of a run that they may answer. */
export interface AnsweredDay {
  challenge: Challenge;
  seat: Seat;
  participant: ParticipantDocument;
  day: RunDay;
  packDay: PackDay;
}

export const packDayOf = (pack: ChallengePack, dayId: string): PackDay | undefined =>
  pack.days.find(({ id }) => id === dayId);

const challengeOf = async (
  deps: ChallengeDeps,
  run: RunDocument | null | undefined,
): Promise<Challenge | undefined> => {
  const pack = run && deps.packs.get(run.packId);
  if (!pack) return undefined;
  return { run, rules: runOf(run), pack, zone: (await deps.workspace()).zone };
};

/** Undefined when it is unknown, or its pack is no longer there. */
export const findChallenge = async (deps: ChallengeDeps, runId: string): Promise<Challenge | undefined> =>
  challengeOf(deps, await deps.store.runs.find(runId));

/** The words of one day of a run; undefined when they are no longer there. */
export const findPackDay = async (
  deps: ChallengeDeps,
  { runId, dayId }: DayRef,
): Promise<PackDay | undefined> => {
  const challenge = await findChallenge(deps, runId);
  return challenge && packDayOf(challenge.pack, dayId);
};

/** The challenge that is on, or comes next, where this person is. */
export const currentChallenge = async (
  deps: ChallengeDeps,
  userId: string,
  now: Date,
): Promise<Challenge | undefined> => {
  return challengeOf(deps, await deps.store.runs.current(await todayOf(deps, userId, now)));
};

/** Why nothing of this run can be changed by somebody in that zone. */
export const runRefusal = (
  challenge: Challenge | undefined,
  zone: string | undefined,
  now: Date,
): ChallengeRefusal | undefined => {
  if (!challenge) return 'gone';
  if (challenge.run.cancelled) return 'cancelled';
  return isOver(challenge.rules, zoneOr(zone, challenge.zone), now) ? 'over' : undefined;
};

/** The day that a button speaks of, if this person can answer it now. */
export const openDay = async (
  deps: ChallengeDeps,
  { runId, dayId, userId }: { runId: string; dayId: string; userId: string },
  now: Date,
): Promise<AnsweredDay | ChallengeRefusal> => {
  const { store } = deps;
  const seat = { runId, userId };
  const challenge = await findChallenge(deps, runId);
  const participant = await store.participants.find(seat);
  const refusal = runRefusal(challenge, participant?.timeZone ?? undefined, now);
  if (!challenge || refusal) return refusal ?? 'gone';
  if (!participant) return 'left';
  const { rules, zone, pack } = challenge;
  const dayRefusal = answerRefusal(rules, participantOf(participant), dayId, zone, now);
  if (dayRefusal) return dayRefusal;
  const day = runDays(rules).find((each) => each.dayId === dayId);
  const packDay = packDayOf(pack, dayId);
  return day && packDay ? { challenge, seat, participant, day, packDay } : 'no-such-day';
};

/** Five boxes for somebody who is in, and the days as they lie for anybody else. */
export const boxesOf = (
  { rules, zone }: Challenge,
  participant: ParticipantDocument | null,
  timeZone: string | undefined,
  now: Date,
) =>
  progress(
    rules,
    participant ? participantOf(participant) : { joinedAt: now, timeZone, days: {} },
    zone,
    now,
  );

/** A run is not over while its last day is not over everywhere. */
export const openRuns = ({ store }: Pick<Deps, 'store'>, now: Date) =>
  store.runs.open(addDays(dayOf(now, 'UTC'), -1));
