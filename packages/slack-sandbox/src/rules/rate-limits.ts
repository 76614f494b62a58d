import type { SandboxClock } from '../clock.ts';

/** Slack's tiers for Web API methods; "post" is chat.postMessage's own rate; "free" has none that one meets. */
export type Tier = 1 | 2 | 3 | 4 | 'post' | 'free';

interface Rate {
  /** So many at once … */
  burst: number;
  /** … and so many a second in the long run. */
  perSecond: number;
}

const perMinute = (calls: number): Rate => ({ burst: calls, perSecond: calls / 60 });

const tierRates: Record<Tier, Rate | undefined> = {
  1: perMinute(1),
  2: perMinute(20),
  3: perMinute(50),
  4: perMinute(100),
  post: { burst: 4, perSecond: 1 },
  free: undefined,
};

/** Slack's cap for all posts in a workspace is not published: "several hundred a minute". */
const WORKSPACE_POSTS = perMinute(300);

/** A call that was under way when another was told to wait is no offence. */
const IN_FLIGHT_MS = 250;
/** Clients' timers may be this early. */
const TIMER_SLACK_MS = 50;

export interface RateLimits {
  isReal(): boolean;
  setReal(isReal: boolean): void;
  /** Seconds to wait, or undefined when the call may pass. */
  refuse(method: string, tier: Tier, channel: string | undefined): number | undefined;
  /** Starts a Retry-After, during which calls are refused. */
  startWait(method: string, channel: string | undefined, seconds: number): void;
  /** Seconds left of a Retry-After that the caller ignores. */
  ignoredWait(method: string, channel: string | undefined): number | undefined;
  /** Lets every Retry-After end now. */
  forgetWaits(): void;
}

type Bucket = { tokens: number; atMs: number };

export const createRateLimits = (clock: SandboxClock): RateLimits => {
  let isReal = false;
  const buckets = new Map<string, Bucket>();
  const waits = new Map<string, { sinceMs: number; untilMs: number }>();
  const keyOf = (method: string, channel: string | undefined) => `${method} ${channel ?? ''}`;

  const refill = (key: string, { burst, perSecond }: Rate): Bucket => {
    const nowMs = clock.ms();
    const { tokens, atMs } = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const gained = (Math.max(0, nowMs - atMs) / 1000) * perSecond;
    const bucket = { tokens: Math.min(burst, tokens + gained), atMs: nowMs };
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    isReal: () => isReal,
    setReal(wanted) {
      isReal = wanted;
      buckets.clear();
      waits.clear();
    },
    refuse(method, tier, channel) {
      const rate = tierRates[tier];
      if (!isReal || !rate) return undefined;
      const checks: [string, Rate][] = [[keyOf(method, tier === 'post' ? channel : undefined), rate]];
      if (tier === 'post') checks.push(['workspace posts', WORKSPACE_POSTS]);
      const filled = checks.map(([key, limit]) => ({ limit, bucket: refill(key, limit) }));
      const short = filled.find(({ bucket }) => bucket.tokens < 1);
      if (short) return Math.max(1, Math.ceil((1 - short.bucket.tokens) / short.limit.perSecond));
      for (const { bucket } of filled) bucket.tokens -= 1;
      return undefined;
    },
    startWait(method, channel, seconds) {
      const sinceMs = clock.ms();
      waits.set(keyOf(method, channel), { sinceMs, untilMs: sinceMs + seconds * 1000 });
    },
    ignoredWait(method, channel) {
      const wait = waits.get(keyOf(method, channel));
      if (!wait) return undefined;
      const nowMs = clock.ms();
      const isOver = nowMs >= wait.untilMs - TIMER_SLACK_MS || nowMs < wait.sinceMs;
      if (isOver || nowMs < wait.sinceMs + IN_FLIGHT_MS) return undefined;
      return Math.max(1, Math.ceil((wait.untilMs - nowMs) / 1000));
    },
    forgetWaits: () => waits.clear(),
  };
};
