import type { Deps } from '../../deps.ts';
import { openRuns } from './challenge.ts';

/** The team's zone says when a run takes its steps, and when the nudges come of people for whom Slack names no zone. */
export const followZone = async ({ store }: Pick<Deps, 'store'>, now: Date): Promise<void> => {
  await store.runs.lookAgain(now);
  for (const { _id: runId } of await openRuns({ store }, now)) await store.participants.lookAgain(runId, now);
};
