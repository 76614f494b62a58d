import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import mongoose from 'mongoose';

/** A fault in what the operator gave the program. `faults` are whole sentences that say what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The bot is not, or no longer, in the workspace that something is asked for. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';

  constructor(teamId: string) {
    super(`The bot is not installed in the workspace ${teamId}`);
  }
}

/** Something came back from Slack's address that is no answer of Slack's: nobody knows what Slack did. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';

  constructor(method: string, fault: string) {
    super(`The answer to ${method} cannot be read (${fault})`);
  }
}

/** Slack's own code for a refused call, such as `channel_not_found`; undefined for any other error. */
export const slackErrorCode = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/** Whether Slack did not answer in time: then it may have done what it was asked, or may do it still. */
export const isTimeout = (error: unknown): boolean =>
  error instanceof WebAPIRequestError && error.original.name === 'TimeoutError';

/** Whether something came back that is no answer: then Slack may have done what it was asked, or may do it still. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof WebAPIRequestError && error.original instanceof UnreadableAnswerError;

/** How long Slack asks to wait: a second at least, an hour at most. Undefined for any other error. */
export const pauseMs = (error: unknown): number | undefined => {
  if (!(error instanceof WebAPIRateLimitedError)) return undefined;
  const pause = Number.isFinite(error.retryAfter) ? error.retryAfter * 1000 : 0;
  return Math.min(Math.max(pause, 1_000), 3_600_000);
};

/** Whether the database is away or refused. What mongoose refuses by itself never got there: that is a fault of ours. */
export const isDatabaseError = (error: unknown): boolean => error instanceof mongoose.mongo.MongoError;
