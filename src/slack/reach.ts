import { setTimeout as wait } from 'node:timers/promises';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Logger } from 'pino';
import { growingDelayMs } from '../domain/growing-delay.ts';
import { ConfigError, isTimeout, isUnreadable } from '../errors.ts';

const delays = { shortestMs: 1_000, longestMs: 60_000 };

/** How long to wait before trying again, after so many failures in a row. */
export const retryDelayMs = (error: unknown, failures: number): number => {
  const grown = growingDelayMs(failures - 1, delays);
  return error instanceof WebAPIRateLimitedError ? Math.max(error.retryAfter * 1000, grown) : grown;
};

const codeOf = (error: Error): string | undefined => {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
};

const networkFaults: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be looked up (DNS)',
  EAI_AGAIN: 'its name cannot be looked up (DNS)',
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection is broken off',
};

/** Why Slack cannot be reached, in words for who runs the bot. */
export const whyUnreached = (error: unknown): string => {
  if (isTimeout(error)) return 'it does not answer in time';
  if (error instanceof WebAPIRateLimitedError) return 'it asks to wait';
  if (error instanceof WebAPIHTTPError) return `it answers with HTTP status ${error.statusCode}`;
  if (isUnreadable(error)) return 'its answer cannot be read, as if something else answered in its place';
  if (error instanceof WebAPIPlatformError) return `it answers "${error.data.error}"`;
  if (!(error instanceof Error)) return 'the connection was closed before it began';
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  const code = codeOf(cause);
  return networkFaults[code ?? ''] ?? (code ? `the connection fails (${code})` : cause.message);
};

/** Tries until it succeeds, with growing delays. Ends with what is thrown when trying again is of no use, or at the signal. */
export const untilReached = async <T>(
  attempt: () => Promise<T>,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<T> => {
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      const delayMs = retryDelayMs(error, failures);
      logger.warn(
        { feature: 'slack' },
        `Slack cannot be reached: ${whyUnreached(error)}. It is tried again in ${Math.ceil(delayMs / 1000)} s.`,
      );
      logger.debug({ feature: 'slack', err: error }, 'why Slack cannot be reached');
      await wait(delayMs, undefined, { signal });
    }
  }
};
