import type { RunDay } from '../../domain/challenge.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { type Nudge, nextNudge } from '../../domain/nudge.ts';
import { type ParticipantDocument, participantOf } from '../../models/participant.ts';
import { type Challenge, type ChallengeDeps, findChallenge } from './challenge.ts';

const batchSize = 100;
/** Whoever types /brag meanwhile queues behind these writes: more would slow them down and be no faster. */
const atOnce = 5;

const nudgeDelivery = ({ runId, userId }: ParticipantDocument, { dayId, on }: RunDay) => ({
  key: deliveryKey.nudge(runId, on, userId),
  kind: 'nudge' as const,
  userId,
  runId,
  dayId,
  on,
});

/** Written down as skipped: it is planned as already too late, so it is never sent. */
const planSkipped = async (
  { store }: ChallengeDeps,
  participant: ParticipantDocument,
  days: RunDay[],
  now: Date,
) => {
  for (const day of days)
    await store.deliveries.plan({ ...nudgeDelivery(participant, day), tooLateAt: now }, now);
};

const planNudge = ({ store }: ChallengeDeps, participant: ParticipantDocument, nudge: Nudge): Promise<void> =>
  store.deliveries.planAgain(
    { ...nudgeDelivery(participant, nudge), tooLateAt: nudge.tooLateAt },
    nudge.dueAt,
  );

/**
 * Writes down the nudge that is due for one person, those that are too late, and when to look again. The deliveries
 * come first, under keys that exist once: a crash in between repeats nothing.
 */
const nudgeOne = async (
  deps: ChallengeDeps,
  challenge: Challenge | undefined,
  participant: ParticipantDocument,
  now: Date,
): Promise<void> => {
  const { participants } = deps.store;
  const noNews = { nudged: [], skipped: [] };
  if (!challenge || challenge.run.cancelled) return participants.recordNudges(participant, noNews, undefined);
  const ruled = participantOf(participant);
  const { tooLate, next } = nextNudge(challenge.rules, ruled, challenge.zone, now);
  await planSkipped(deps, participant, tooLate, now);
  if (!next || next.dueAt > now)
    return participants.recordNudges(participant, { nudged: [], skipped: tooLate }, next?.dueAt);
  await planNudge(deps, participant, next);
  const facts = { ...ruled.days[next.dayId], nudgedOn: next.on };
  const nudged = { ...ruled, days: { ...ruled.days, [next.dayId]: facts } };
  const after = nextNudge(challenge.rules, nudged, challenge.zone, now).next?.dueAt;
  return participants.recordNudges(participant, { nudged: [next], skipped: tooLate }, after);
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
  if (participant?.nextNudgeAt) await nudgeOne(deps, challenge, participant, now);
};

/** Writes down every nudge that is due, found by the index, in batches however many they are. */
export const nudgeDue = async (deps: ChallengeDeps, now: Date): Promise<void> => {
  const { store } = deps;
  for (;;) {
    const due = await store.participants.due(now, batchSize);
    if (due.length === 0) return;
    const runIds = [...new Set(due.map(({ runId }) => runId))];
    const found = await Promise.all(runIds.map((runId) => findChallenge(deps, runId)));
    const challenges = new Map(found.flatMap((each) => (each ? [[each.run._id, each] as const] : [])));
    for (let start = 0; start < due.length; start += atOnce)
      await Promise.all(
        due
          .slice(start, start + atOnce)
          .map((participant) => nudgeOne(deps, challenges.get(participant.runId), participant, now)),
      );
  }
};
