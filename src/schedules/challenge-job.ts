import { type AdvanceDeps, advanceRuns } from '../operations/challenge/advance-run.ts';
import type { Job } from './job.ts';

/** Invites the wall to a run, closes it there, and tells its participants what changed. */
export const createChallengeJob =
  (deps: AdvanceDeps): Job =>
  (now) =>
    advanceRuns(deps, now);
