import type { Deps } from '../../deps.ts';
import { dayFacts } from '../../models/participant.ts';
import type { RunDocument } from '../../models/run.ts';

/** People a minute: five days each are as many changes of messages as Slack allows. */
const batchSize = 10;
const nextBatchMs = 60_000;

/** Takes the buttons off the nudges and the invitation of a run that is over or was called off, a few people at a time. */
export const endNudges = async (
  { store, refreshDay, refreshInvitation }: Pick<Deps, 'store' | 'refreshDay' | 'refreshInvitation'>,
  run: RunDocument,
  now: Date,
): Promise<void> => {
  const { _id: runId, dayIds } = run;
  const participants = await store.participants.withNudgesToEnd(runId, batchSize);
  for (const participant of participants) {
    const { userId } = participant;
    for (const dayId of dayIds) {
      const { nudgedOn, doneAt } = dayFacts(participant, dayId);
      if (nudgedOn && !doneAt) await refreshDay({ runId, dayId, userId });
    }
    await store.participants.recordNudgesEnded({ runId, userId }, now);
  }
  await refreshInvitation(runId);
  const isMore = participants.length === batchSize;
  await store.runs.recordStep(run, {}, isMore ? new Date(now.getTime() + nextBatchMs) : undefined);
};
