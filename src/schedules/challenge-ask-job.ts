import type { ChallengeDeps } from '../operations/challenge/challenge.ts';
import { askManagers } from '../operations/challenge/challenge-ask.ts';
import type { Job } from './job.ts';

/** Asks the managers once whether to run a challenge in Customer Service Week. */
export const createChallengeAskJob =
  (deps: ChallengeDeps): Job =>
  (now) =>
    askManagers(deps, now);
