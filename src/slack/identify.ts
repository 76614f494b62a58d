import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Installation } from '../deps.ts';
import { boltLogger } from './bolt-logger.ts';
import { interactiveOptions } from './clients.ts';
import { throwIfRefused } from './refused-token.ts';

interface IdentifyOptions {
  botToken: string;
  slackApiUrl: string | undefined;
  logger: Logger;
}

/** Asks Slack who the bot is. */
export const identify = async ({ botToken, slackApiUrl, logger }: IdentifyOptions): Promise<Installation> => {
  const slack = new WebClient(botToken, {
    ...interactiveOptions({ slackApiUrl, logger }),
    // Whoever tries again says why.
    logger: boltLogger(logger, { quiet: true }),
  });
  try {
    const answer = await slack.auth.test();
    const {
      team_id: teamId,
      enterprise_id: enterpriseId,
      user_id: botUserId,
      bot_id: botId,
      url,
      team: name,
    } = answer;
    if (!teamId || !botUserId || !botId || !url) throw new Error('its answer does not say who the bot is');
    return { teamId, ...(enterpriseId && { enterpriseId }), ...(name && { name }), botUserId, botId, url };
  } catch (error) {
    throwIfRefused(error, 'SLACK_BOT_TOKEN');
    throw error;
  }
};
