import {
  isClosed,
  type MissedNominationDeps,
  nominateMissed,
  ourPublicChannels,
} from '../operations/missed-nomination.ts';
import type { Job } from './job.ts';

const everyMs = 3_600_000;
/** Slack answers about fifty such questions a minute; the rest is for what people wait for. */
const channelsPerTick = 25;

/**
 * Looks at start and every hour for messages that were nominated while nobody listened, in as many ticks as the
 * number of channels needs. What Slack did not let us ask is asked at the next tick.
 */
export const createMissedNominationJob = (deps: MissedNominationDeps): Job => {
  let listedAt: Date | undefined;
  let channelIds: string[] = [];
  return async (now) => {
    if (!listedAt || now.getTime() - listedAt.getTime() >= everyMs) {
      // What the last round left over comes first.
      channelIds = [...new Set([...channelIds, ...(await ourPublicChannels(deps))])];
      listedAt = now;
    }
    for (const channelId of channelIds.slice(0, channelsPerTick)) {
      channelIds = channelIds.filter((id) => id !== channelId);
      try {
        await nominateMissed(deps, channelId, now);
      } catch (error) {
        if (isClosed(error)) continue;
        // Behind the others, so that a channel that fails every time does not hold them up.
        channelIds.push(channelId);
        throw error;
      }
    }
  };
};
