import type { TestBot } from './bot.ts';

/** What Slack says of the wall, and of who is in it. */
export const inWall = ({ slack }: Pick<TestBot, 'slack'>, wall: object, members: object): void => {
  slack.answersWith('conversations.info', {
    channel: { name: 'brag-wall', is_channel: true, is_private: false, ...wall },
  });
  slack.answersWith('conversations.members', members);
};
