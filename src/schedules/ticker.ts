import cron from 'node-cron';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Job } from './job.ts';

export interface Ticker {
  /** Runs every job once, now. A call while a tick is under way waits for it and runs one more. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Wakes the jobs once a minute. What a job does is decided by the database and the clock alone, so a minute that was
 * missed is caught up by the next.
 */
export const createTicker = (jobs: Record<string, Job>, clock: Clock, logger: Logger): Ticker => {
  let isFirst = true;
  let last: Promise<void> = Promise.resolve();

  const runJobs = async (): Promise<void> => {
    const first = isFirst;
    isFirst = false;
    for (const [feature, job] of Object.entries(jobs)) {
      try {
        await job(clock.now(), first);
      } catch (error) {
        logger.error({ feature, err: error }, 'a job failed and is tried again at the next tick');
        if (first) isFirst = true;
      }
    }
  };

  const tick = (): Promise<void> => {
    last = last.then(runJobs);
    return last;
  };

  const task = cron.schedule('* * * * *', tick, { noOverlap: true });

  return {
    tick,
    async stop() {
      await task.destroy();
      await last;
    },
  };
};
