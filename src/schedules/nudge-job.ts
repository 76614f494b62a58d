import type { ChallengeDeps } from '../operations/challenge/challenge.ts';
import { nudgeDue } from '../operations/challenge/nudge.ts';
import type { Job } from './job.ts';

/** Writes down every nudge that is due. */
export const createNudgeJob =
  (deps: ChallengeDeps): Job =>
  (now) =>
    nudgeDue(deps, now);
