import type { TestBot } from './bot.ts';

/** The wall as Slack tells of it. Of a private one, whom it lets in. */
export const wallIs = ({ slack }: TestBot, kind: 'public' | { privateTo: readonly string[] }): void => {
  const isPrivate = kind !== 'public';
  slack.answersWith('conversations.info', ({ channel: id }) => ({
    channel: { id, name: 'brag-wall', is_channel: true, is_private: isPrivate },
  }));
  if (isPrivate) slack.answersWith('conversations.members', { members: [...kind.privateTo] });
};
