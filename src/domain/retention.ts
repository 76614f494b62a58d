import { addMonths, dayOf, startOfDay } from './calendar.ts';
import type { Workspace } from './workspace.ts';

type Retention = Pick<Workspace, 'retentionMonths' | 'zone'>;

/** Stories from before that are not kept: whole days of the workspace's own. Undefined when all are. */
export const keptSince = ({ retentionMonths, zone }: Retention, now: Date): Date | undefined =>
  retentionMonths === undefined ? undefined : startOfDay(addMonths(dayOf(now, zone), -retentionMonths), zone);

export const isKept = (retention: Retention, at: Date, now: Date): boolean => {
  const since = keptSince(retention, now);
  return since === undefined || at >= since;
};

const dayMs = 86_400_000;

/** Once a day. */
export const nextRetentionAt = (now: Date): Date => new Date(now.getTime() + dayMs);

/** Whoever ends in the middle of it is taken over by then. */
export const retentionLeaseEnd = (now: Date): Date => new Date(now.getTime() + 10 * 60_000);

/** It is never planned for later than that. */
export const latestRetentionAt = (now: Date): Date => new Date(now.getTime() + 8 * dayMs);

/**
 * What is deleted is gone, so it waits: a week where it was never planned, since managers may want to keep everything;
 * and a day after a pause, because then the clock may be wrong. Undefined when its time has come.
 */
export const retentionWaitsUntil = (plannedAt: Date | undefined, now: Date): Date | undefined => {
  if (!plannedAt) return new Date(now.getTime() + 7 * dayMs);
  return now.getTime() - plannedAt.getTime() > 2 * dayMs ? new Date(now.getTime() + dayMs) : undefined;
};
