/** So many at once, and so many a second in the long run. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Tokens that were there at an instant. It may be in the future: then nothing passes before. */
export interface TokenBucket {
  tokens: number;
  atMs: number;
}

const filled = (bucket: TokenBucket | undefined, { burst, perSecond }: Rate, nowMs: number): TokenBucket => {
  if (!bucket) return { tokens: burst, atMs: nowMs };
  if (bucket.atMs > nowMs) return bucket;
  const gained = ((nowMs - bucket.atMs) / 1000) * perSecond;
  return { tokens: Math.min(burst, bucket.tokens + gained), atMs: nowMs };
};

/** Takes a token if there is one; otherwise says in how many milliseconds there will be, and takes nothing. */
export const takeToken = (
  bucket: TokenBucket | undefined,
  rate: Rate,
  nowMs: number,
): { bucket: TokenBucket; waitMs: number } => {
  const now = filled(bucket, rate, nowMs);
  const waitMs = now.atMs - nowMs + Math.ceil((Math.max(0, 1 - now.tokens) / rate.perSecond) * 1000);
  return waitMs > 0 ? { bucket: now, waitMs } : { bucket: { ...now, tokens: now.tokens - 1 }, waitMs: 0 };
};

/** Whether nothing was taken for so long that the bucket is full again. */
export const isFull = (bucket: TokenBucket, rate: Rate, nowMs: number): boolean =>
  filled(bucket, rate, nowMs).tokens >= rate.burst;

/** Slack asked for a pause: nothing passes until it is over, and then one. */
export const pausedBucket = (untilMs: number): TokenBucket => ({ tokens: 1, atMs: untilMs });
