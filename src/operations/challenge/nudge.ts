import type { RunDay } from '../../domain/challenge.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { nextNudge } from '../../domain/nudge.ts';
import type { NewNotePart } from '../../models/note-part.ts';
import { type NudgeRecord, type ParticipantDocument, participantOf } from '../../models/participant.ts';
import { type Challenge, type ChallengeDeps, findChallenge } from './challenge.ts';

const batchSize = 100;

/** What is to be written down of one participant. */
interface Decision {
  planned: (NewNotePart & { dueAt: Date })[];
  missed: NewNotePart[];
  record: NudgeRecord;
}

const partOf = ({ runId, userId }: ParticipantDocument, { dayId, on }: RunDay) => ({
  key: notePartKey.nudge(runId, on, userId),
  kind: 'nudge' as const,
  userId,
  runId,
  dayId,
  on,
  onlyOn: on,
});

/** The nudge that is due for one person, those that are too late, and when to look again. */
const decide = (challenge: Challenge | undefined, participant: ParticipantDocument, now: Date): Decision => {
  const nothing = { participant, nudged: [], skipped: [], nextNudgeAt: undefined };
  if (!challenge || challenge.run.cancelled) return { planned: [], missed: [], record: nothing };
  const ruled = participantOf(participant);
  const { tooLate, next } = nextNudge(challenge.rules, ruled, challenge.zone, now);
  const missed = tooLate.map((day) => partOf(participant, day));
  const record = { ...nothing, skipped: tooLate };
  if (!next || next.dueAt > now)
    return { planned: [], missed, record: { ...record, nextNudgeAt: next?.dueAt } };
  const facts = { ...ruled.days[next.dayId], nudgedOn: next.on };
  const nudged = { ...ruled, days: { ...ruled.days, [next.dayId]: facts } };
  const nextNudgeAt = nextNudge(challenge.rules, nudged, challenge.zone, now).next?.dueAt;
  return {
    planned: [{ ...partOf(participant, next), untilAt: next.tooLateAt, dueAt: next.dueAt }],
    missed,
    record: { ...record, nudged: [next], nextNudgeAt },
  };
};

/** The parts come first, under keys that exist once: a crash in between repeats nothing. */
const store = async (
  { store: { noteParts, participants } }: ChallengeDeps,
  decisions: readonly Decision[],
  now: Date,
): Promise<void> => {
  await noteParts.recordAllMissed(
    decisions.flatMap(({ missed }) => missed),
    now,
    'too late',
  );
  await noteParts.planAllAgain(decisions.flatMap(({ planned }) => planned));
  await participants.recordAllNudges(decisions.map(({ record }) => record));
};

/** Does what is due for one participant now, instead of at the next tick. */
export const nudgeNow = async (
  deps: ChallengeDeps,
  challenge: Challenge,
  userId: string,
  now: Date,
): Promise<void> => {
  const { run } = challenge;
  const participant = await deps.store.participants.find({ runId: run._id, userId });
  if (participant?.nextNudgeAt) await store(deps, [decide(challenge, participant, now)], now);
};

const challengesOf = async (deps: ChallengeDeps, participants: readonly ParticipantDocument[]) => {
  const runIds = [...new Set(participants.map(({ runId }) => runId))];
  const found = await Promise.all(runIds.map((runId) => findChallenge(deps, runId)));
  return new Map(found.flatMap((each) => (each ? [[each.run._id, each] as const] : [])));
};

/** Writes down every nudge that is due, found by the index, in batches however many they are. */
export const nudgeDue = async (deps: ChallengeDeps, now: Date): Promise<void> => {
  for (;;) {
    const due = await deps.store.participants.due(now, batchSize);
    if (due.length === 0) return;
    const challenges = await challengesOf(deps, due);
    const decisions = due.map((each) => decide(challenges.get(each.runId), each, now));
    await store(deps, decisions, now);
  }
};

/** By then the next tick has written down what is due. */
const nextTickMs = 60_000;

/**
 * When somebody's next nudge comes, if that is before `until`. One that is due and not yet written down is still to come:
 * a long tick plans notes with a later clock than it looked for nudges with.
 */
export const nextNudgeOf = async (
  deps: ChallengeDeps & { clock: { now(): Date } },
  userId: string,
  until: Date,
): Promise<Date | undefined> => {
  const now = deps.clock.now();
  const soon = await deps.store.participants.soonNudged(userId, until);
  const challenges = await challengesOf(deps, soon);
  const times = soon.flatMap((each) => {
    const { planned, record } = decide(challenges.get(each.runId), each, now);
    return planned.length > 0 ? new Date(now.getTime() + nextTickMs) : (record.nextNudgeAt ?? []);
  });
  return times.filter((time) => time < until).sort((a, b) => b.getTime() - a.getTime())[0];
};
