import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { deliveryArguments, type Message } from '../../views/message.ts';
import { createCoalescer } from '../coalesce.ts';

export type MessageRefresherDeps = Pick<
  Deps,
  'models' | 'installation' | 'slack' | 'clock' | 'logger' | 'background' | 'pacer'
>;

/** Shows something else in place of what a delivery said. Nothing happens when it was never sent. */
export const updateDelivered = async (
  { models, installation, slack }: MessageRefresherDeps,
  key: string,
  message: Message,
): Promise<void> => {
  const delivery = await models.deliveries.find(installation.teamId, key);
  const { channelId, ts } = delivery?.sentTo ?? {};
  if (!channelId || !ts) return;
  await slack.chat.update({ channel: channelId, ts, ...message, ...deliveryArguments(key) });
};

/**
 * Refreshes messages about a challenge. Calls for one key that come while it runs are answered by one more run; a rate
 * limit is waited for. What fails otherwise is only logged: the next change shows the truth.
 */
export const createMessageRefresher = (
  { clock, logger, background, pacer }: MessageRefresherDeps,
  show: (key: string) => Promise<void>,
): ((key: string) => Promise<void>) => {
  const refreshIn = (waitMs: number, key: string): void => {
    setTimeout(() => background.run('challenge', () => refresh(key)), waitMs).unref();
  };

  const refresh = createCoalescer(async (key: string) => {
    const waitMs = pacer.takeUpdate(clock.now());
    if (waitMs > 0) return refreshIn(waitMs, key);
    try {
      await show(key);
    } catch (error) {
      logger.warn({ feature: 'challenge', err: error }, 'a message about a challenge could not be refreshed');
      if (!(error instanceof WebAPIRateLimitedError)) return;
      pacer.pauseUpdates(error.retryAfter * 1000, clock.now());
      refreshIn(error.retryAfter * 1000, key);
    }
  });

  return refresh;
};
