import type { Deps } from '../deps.ts';
import { createAdoptWallJob } from './adopt-wall-job.ts';
import { createChallengeAskJob } from './challenge-ask-job.ts';
import { createChallengeJob } from './challenge-job.ts';
import { createDeliveryJob } from './delivery-job.ts';
import { createDigestJob } from './digest-job.ts';
import type { Job } from './job.ts';
import { createMissedNominationJob } from './missed-nomination-job.ts';
import { createNudgeJob } from './nudge-job.ts';
import { createParticipantJob } from './participant-job.ts';
import { createReconcileJob } from './reconcile-job.ts';
import { createWallMessageJob } from './wall-message-job.ts';

/** The table of jobs, in the order in which a tick runs them. */
export const createJobs = (deps: Deps, defaultWallChannelId: string | undefined): Record<string, Job> => ({
  'adopt-wall': createAdoptWallJob(deps, defaultWallChannelId),
  nudge: createNudgeJob(deps),
  challenge: createChallengeJob(deps),
  'challenge-ask': createChallengeAskJob(deps),
  participant: createParticipantJob(deps),
  digest: createDigestJob(deps),
  delivery: createDeliveryJob(deps),
  'wall-message': createWallMessageJob(deps),
  reconcile: createReconcileJob(deps),
  'missed-nomination': createMissedNominationJob(deps),
});
