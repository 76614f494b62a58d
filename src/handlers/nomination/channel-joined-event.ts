import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'member_joined_channel'>;

/** The bot came to a channel: what was said there before is not looked through for nominations. */
export const createChannelJoinedEvent =
  ({ store, installation }: Pick<Deps, 'store' | 'installation'>) =>
  async ({ event }: Args): Promise<void> => {
    if (event.user !== installation.botUserId) return;
    await store.channels.recordJoined(event.channel, event.event_ts);
  };
