import { LRUCache } from 'lru-cache';
import { isFull, pausedBucket, type Rate, type TokenBucket, takeToken } from '../../domain/token-bucket.ts';

/** Slack's cap for a workspace is "several hundred a minute": this leaves room for what people wait for. */
const fanOutRate: Rate = { burst: 20, perSecond: 4 };
/** What Slack publishes. It tolerates bursts above that, so these hold only once it has asked to slow down. */
const conversationRate: Rate = { burst: 3, perSecond: 1 };
const updateRate: Rate = { burst: 10, perSecond: 0.8 };
const maxBuckets = 20_000;

/** Keeps one process within Slack's rates for one workspace. Slack's own word, a rate limit with its delay, overrides the guesses. */
export interface Pacer {
  /** Milliseconds to wait before a message may be sent to this conversation; 0 takes the turn. */
  takeConversation(channelId: string, now: Date): number;
  /** The same for one of many messages that nobody is waiting for. */
  takeFanOut(now: Date): number;
  /** The same for changing any message. */
  takeUpdate(now: Date): number;
  pausePosts(channelId: string, delayMs: number, now: Date): void;
  pauseUpdates(delayMs: number, now: Date): void;
}

/** The buckets of all workspaces of a process: one cache, since an empty one has its full size. */
export type PacerBuckets = LRUCache<string, TokenBucket>;

export const createPacerBuckets = (): PacerBuckets => new LRUCache({ max: maxBuckets });

export const createPacer = (teamId: string, buckets: PacerBuckets): Pacer => {
  const [fanOut, update] = [`${teamId}:fan-out`, `${teamId}:update`];
  const take = (key: string, rate: Rate, now: Date): number => {
    const { bucket, waitMs } = takeToken(buckets.get(key), rate, now.getTime());
    buckets.set(key, bucket);
    return waitMs;
  };
  /** Unhindered until Slack asks to slow down, and again once it has been quiet for long enough. */
  const takeIfSlowed = (key: string, rate: Rate, now: Date): number => {
    const bucket = buckets.get(key);
    if (!bucket) return 0;
    if (!isFull(bucket, rate, now.getTime())) return take(key, rate, now);
    buckets.delete(key);
    return 0;
  };
  /** A short pause for one conversation does not end a longer one for all of them. */
  const pause = (key: string, delayMs: number, now: Date): void => {
    const untilMs = Math.max(now.getTime() + delayMs, buckets.get(key)?.atMs ?? 0);
    buckets.set(key, pausedBucket(untilMs));
  };
  return {
    takeConversation: (channelId, now) => takeIfSlowed(`${teamId}:${channelId}`, conversationRate, now),
    takeFanOut: (now) => take(fanOut, fanOutRate, now),
    takeUpdate: (now) => takeIfSlowed(update, updateRate, now),
    pausePosts(channelId, delayMs, now) {
      pause(`${teamId}:${channelId}`, delayMs, now);
      pause(fanOut, delayMs, now);
    },
    pauseUpdates: (delayMs, now) => pause(update, delayMs, now),
  };
};
