import { ConfigError, slackErrorCode } from '../errors.ts';

/** Slack's codes that trying again does not change. */
const refusals: Readonly<Record<string, string>> = {
  invalid_auth: 'it is not a valid token',
  not_authed: 'it is not a valid token',
  not_allowed_token_type: 'it is a token of another kind',
  missing_scope: 'it lacks a scope',
  account_inactive: 'the app was removed from the workspace',
  token_revoked: 'it was revoked',
  token_expired: 'it has expired',
};

const cures = {
  SLACK_BOT_TOKEN: 'Install the app again and copy the Bot User OAuth Token from "OAuth & Permissions".',
  SLACK_APP_TOKEN: 'Generate an app-level token with the scope connections:write under "Basic Information".',
};

/** Turns Slack's refusal of a token into words for who runs the bot; leaves any other error alone. */
export const throwIfRefused = (error: unknown, variable: keyof typeof cures): void => {
  const reason = refusals[slackErrorCode(error) ?? ''];
  if (reason) throw new ConfigError([`Slack refuses ${variable}: ${reason}. ${cures[variable]}`]);
};
