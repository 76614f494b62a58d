import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { createCheckedFetch, type OnCall } from './checked-fetch.ts';

export interface ClientOptions {
  slackApiUrl: string | undefined;
  logger: Logger;
  onCall?: OnCall | undefined;
}

const common = ({ slackApiUrl, logger, onCall }: ClientOptions): WebClientOptions => ({
  ...(slackApiUrl !== undefined && { slackApiUrl }),
  logger: boltLogger(logger),
  fetch: createCheckedFetch(slackApiUrl, onCall),
  // A rate limit would otherwise pause every other method of the client as well.
  rejectRateLimitedCalls: true,
});

/**
 * For what a person waits for: looking things up, opening forms, changing a message. Short patience, and two quick
 * retries, because none of these does anything twice when it is repeated.
 */
export const interactiveOptions = (options: ClientOptions): WebClientOptions => ({
  ...common(options),
  timeout: 5_000,
  retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
});

/**
 * For what is said once. It never retries by itself: after a failed post only the delivery knows whether Slack may
 * have taken it.
 */
export const createFanOutClient = (token: string, options: ClientOptions): WebClient =>
  new WebClient(token, { ...common(options), timeout: 10_000, retryConfig: { retries: 0 } });
