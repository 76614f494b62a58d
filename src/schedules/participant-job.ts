import { followEverybody } from '../operations/challenge/follow-person.ts';
import type { JoinDeps } from '../operations/challenge/join-challenge.ts';
import type { Job } from './job.ts';

/** At start, takes over who moved to another zone or left meanwhile. No nudge waits for it. */
export const createParticipantJob =
  (deps: JoinDeps): Job =>
  async (now, isFirst) => {
    if (isFirst) deps.background.run('challenge', () => followEverybody(deps, now));
  };
