import type { Models } from '../../models/index.ts';

/**
 * For the process that runs the built-in database alone: its earlier life has ended, and with it what that one held.
 * Replicas that share the database go on holding theirs. The earlier life is known until its leases have ended.
 */
export const takeOver = async (
  { owner, deliveries }: Pick<Models, 'owner' | 'deliveries'>,
  instanceId: string,
  now: Date,
): Promise<void> => {
  const earlier = await owner.instanceId();
  if (earlier !== undefined && earlier !== instanceId) await deliveries.endLeases(earlier, now);
  await owner.record(instanceId);
};
