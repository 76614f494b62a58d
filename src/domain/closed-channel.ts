/** Slack's codes for a channel that is gone or not open to the bot, until somebody does something about that. */
const closed: ReadonlySet<string> = new Set([
  'channel_not_found',
  'invalid_channel',
  'is_archived',
  'missing_scope',
  'not_in_channel',
]);

/** Those with which it refuses to let the bot join by itself, whoever may invite it. */
const cannotJoin: ReadonlySet<string> = new Set([
  ...closed,
  'channel_is_limited_access',
  'is_private',
  'method_not_supported_for_channel_type',
  'no_permission',
  'restricted_action',
  'user_is_restricted',
  'user_is_ultra_restricted',
]);

/** Whether a channel is closed to the bot. Slack's list of codes is open: any other says nothing about the channel. */
export const isClosedChannel = (slackError: string | undefined): boolean =>
  slackError !== undefined && closed.has(slackError);

export const refusesJoining = (slackError: string | undefined): boolean =>
  slackError !== undefined && cannotJoin.has(slackError);
