import type { Deps } from '../../deps.ts';
import { failureOf, type SendFailure } from '../../domain/delivery.ts';
import { slackErrorCode } from '../../errors.ts';

type ReachDeps = Pick<Deps, 'slack' | 'logger'>;

/** Slack's own faults and its pauses say nothing about a channel. */
const isNoAnswer = (failure: SendFailure): boolean => failure === 'maybe-sent' || failure === 'rate-limited';

/** Slack's refusal, such as of a channel that is not there, is a plain no. Throws when Slack gives no answer. */
const unlessRefused = async (
  { logger }: ReachDeps,
  channelId: string,
  question: () => Promise<boolean>,
): Promise<boolean> => {
  try {
    return await question();
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined || isNoAnswer(failureOf(code))) throw error;
    logger.warn({ feature: 'wall', channelId, why: code }, 'the channel cannot be the wall');
    return false;
  }
};

/** Whether the bot is in a channel that is there. Throws when Slack gives no answer. */
export const isMember = (deps: ReachDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, async () => {
    const { channel } = await deps.slack.conversations.info({ channel: channelId });
    return channel?.is_member === true && !channel.is_archived;
  });

export const canJoin = (deps: ReachDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, async () => {
    await deps.slack.conversations.join({ channel: channelId });
    return true;
  });
