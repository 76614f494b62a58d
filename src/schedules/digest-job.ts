import { type CloseWeekDeps, closeDueWeeks } from '../operations/digest/close-week.ts';
import type { Job } from './job.ts';

/** Closes the weeks whose digest is due, and writes down whom they are to be told. */
export const createDigestJob =
  (deps: CloseWeekDeps): Job =>
  (now) =>
    closeDueWeeks(deps, now);
