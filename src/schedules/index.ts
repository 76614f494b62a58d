import type { Deps } from '../deps.ts';
import { createDeliveryJob } from './delivery-job.ts';
import { createDigestJob } from './digest-job.ts';
import type { Job } from './job.ts';
import { createReconcileJob } from './reconcile-job.ts';
import { createWallMessageJob } from './wall-message-job.ts';

/** The table of jobs, in the order in which a tick runs them. */
export const createJobs = (deps: Deps): Record<string, Job> => ({
  digest: createDigestJob(deps),
  delivery: createDeliveryJob(deps),
  'wall-message': createWallMessageJob(deps),
  reconcile: createReconcileJob(deps),
});
