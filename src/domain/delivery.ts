/** What the bot says on its own account. Each is said once, whatever happens (ARCHITECTURE.md, "Deliveries"). */
export type DeliveryKind =
  | 'win'
  | 'exceptional'
  | 'praise'
  | 'wall-welcome'
  | 'wall-lost'
  | ChallengeDeliveryKind
  | 'digest'
  | 'manager-digest';
export type ChallengeDeliveryKind =
  | 'nudge'
  | 'challenge-reminder'
  | 'challenge-ask'
  | 'challenge-invite'
  | 'challenge-closing'
  | 'challenge-certificate'
  | 'challenge-moved'
  | 'challenge-cancelled';

/** Longer than one send with its look beforehand can take, so that a live holder is never overtaken. */
export const leaseMs = 30_000;

/** Business keys. Their form is stored and sent as Slack metadata: change it and old messages are not recognised. */
export const deliveryKey = {
  win: (winId: string) => `win:${winId}`,
  exceptional: (winId: string) => `exceptional:${winId}`,
  /** One unasked direct message a person a day at most, so the day is part of the key. */
  praise: (teamId: string, userId: string, day: string) => `praise:${teamId}:${userId}:${day}`,
  digest: (teamId: string, week: string) => `digest:${teamId}:${week}`,
  managerDigest: (teamId: string, week: string, userId: string) =>
    `manager-digest:${teamId}:${week}:${userId}`,
  wallWelcome: (teamId: string, channelId: string) => `wall-welcome:${teamId}:${channelId}`,
  wallLost: (teamId: string, channelId: string, lostAt: Date) =>
    `wall-lost:${teamId}:${channelId}:${lostAt.getTime()}`,
  /** One a person and calendar day, wherever the day of the pack was moved to. */
  nudge: (runId: string, on: string, userId: string) => `nudge:${runId}:${on}:${userId}`,
  challengeReminder: (runId: string, on: string, userId: string) =>
    `challenge-reminder:${runId}:${on}:${userId}`,
  challengeAsk: (teamId: string, monday: string, userId: string) =>
    `challenge-ask:${teamId}:${monday}:${userId}`,
  challengeInvite: (runId: string, startDay: string) => `challenge-invite:${runId}:${startDay}`,
  challengeClosing: (runId: string) => `challenge-closing:${runId}`,
  challengeCertificate: (runId: string, userId: string) => `challenge-certificate:${runId}:${userId}`,
  /** A run can move more than once, and back. */
  challengeMoved: (runId: string, edition: number, userId: string) =>
    `challenge-moved:${runId}:${edition}:${userId}`,
  challengeCancelled: (runId: string, userId: string) => `challenge-cancelled:${runId}:${userId}`,
};

/** The win that a key's delivery puts on the wall; undefined for every other kind. */
export const winIdOf = (key: string): string | undefined =>
  key.startsWith('win:') ? key.slice('win:'.length) : undefined;

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

/** How often to see whether the app is let in again. */
export const accessDelayMs = 300_000;

/** Waits longer after each failed attempt: two seconds at first, five minutes at most. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(2000 * 2 ** Math.min(attempts - 1, 10), 300_000);
