import type { Place } from '../../src/models/win-schema.ts';
import { shortcutIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';

/** A channel as Slack describes it: public, and the bot is in it, unless `fields` say otherwise. */
export const channelIs = ({ slack }: Pick<TestBot, 'slack'>, fields: object = {}): void =>
  slack.answersWith('conversations.info', ({ channel }) => ({
    channel: {
      name: channel === 'CWALL' ? 'wall' : 'general',
      is_channel: true,
      is_private: false,
      is_member: true,
      ...(channel !== 'CWALL' && fields),
    },
  }));

/** Chooses *Put on the wall* on a message; `claims` is what the request says of it. */
export const choosePutOnWall = (
  { shortcut }: Pick<TestTeam, 'shortcut'>,
  userId: string,
  { channelId, ts }: Place,
  claims: object = {},
) =>
  shortcut(userId, shortcutIds.putOnWall, {
    type: 'message_action',
    channel: { id: channelId, name: 'general' },
    message_ts: ts,
    message: { type: 'message', ts, ...claims },
    response_url: 'https://hooks.slack.com/app/1',
  });
