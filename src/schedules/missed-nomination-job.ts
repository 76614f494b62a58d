import {
  isClosed,
  type MissedNominationDeps,
  nominateMissed,
  ourPublicChannels,
} from '../operations/nomination/missed-nomination.ts';
import type { Job } from './job.ts';

const everyMs = 3_600_000;
/** Other jobs wait meanwhile, and a workspace may have hundreds of channels. */
const longestMs = 10_000;

/**
 * Looks at start and every hour for messages that were nominated while nobody listened, in as many ticks as the
 * number of channels needs. What Slack did not let us ask is asked at the next tick.
 */
export const createMissedNominationJob = (deps: MissedNominationDeps): Job => {
  let listedAt: Date | undefined;
  let channelIds: string[] = [];
  const threads = new Map<string, Set<string>>();
  const lookThrough = async (channelId: string, now: Date): Promise<void> => {
    const lookedAt = threads.get(channelId) ?? new Set();
    threads.set(channelId, lookedAt);
    try {
      await nominateMissed(deps, channelId, now, lookedAt);
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
    threads.delete(channelId);
  };
  return async (now) => {
    if (!listedAt || now.getTime() - listedAt.getTime() >= everyMs) {
      // What the last round left over comes first.
      channelIds = [...new Set([...channelIds, ...(await ourPublicChannels(deps))])];
      listedAt = now;
    }
    const end = performance.now() + longestMs;
    for (const channelId of channelIds) {
      if (performance.now() > end) return;
      channelIds = channelIds.filter((id) => id !== channelId);
      try {
        await lookThrough(channelId, now);
      } catch (error) {
        // Behind the others, so that a channel that fails every time does not hold them up.
        channelIds.push(channelId);
        throw error;
      }
    }
  };
};
