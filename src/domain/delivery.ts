/** Longer than one send with its look beforehand can take, so that a live holder is never overtaken. */
export const leaseMs = 30_000;

/** What became of an attempt to send, as far as anybody can know. */
export type SendFailure = 'rate-limited' | 'maybe-sent' | 'no-place' | 'no-access' | 'refused';

const placeIsGone = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
]);
/** The app is not let in at all. Once it is installed again, what waited is still to be said. */
const accessIsGone = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'access_denied',
  'missing_scope',
]);
/** Slack's own faults: its documentation says that a part may have been done. */
const slackFault = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Reads Slack's error code for a refused message. */
export const failureOf = (slackError: string): SendFailure => {
  if (slackError === 'ratelimited' || slackError === 'rate_limited') return 'rate-limited';
  if (slackFault.has(slackError)) return 'maybe-sent';
  if (accessIsGone.has(slackError)) return 'no-access';
  return placeIsGone.has(slackError) ? 'no-place' : 'refused';
};

/** After silence Slack may still be at it: by then it must have finished. */
export const silenceMs = 30_000;

/** Why a delivery is due whose holder was killed, perhaps in the middle of sending. */
export const holderEnded = 'holder ended';

/** How long a message that a killed process may have sent can still be on its way. */
export const onItsWayMs = (
  tried: { at?: Date | null } | null | undefined,
  why: string | null | undefined,
  now: Date,
): number =>
  why === holderEnded && tried?.at ? Math.max(0, tried.at.getTime() + silenceMs - now.getTime()) : 0;

/** How often to see whether the app is let in again. */
export const accessDelayMs = 300_000;

/** Waits longer after each failed attempt: two seconds at first, five minutes at most. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(2000 * 2 ** Math.min(attempts - 1, 10), 300_000);
