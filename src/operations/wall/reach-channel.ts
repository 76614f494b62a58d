import type { Deps } from '../../deps.ts';
import { isClosedChannel, refusesJoining } from '../../domain/closed-channel.ts';
import { slackErrorCode } from '../../errors.ts';

type ReachDeps = Pick<Deps, 'slack' | 'logger'>;

/** Slack's refusal, such as of a channel that is not there, is a plain no. Any other code is no answer, and is thrown. */
const unlessRefused = async (
  { logger }: ReachDeps,
  channelId: string,
  isNo: (slackError: string | undefined) => boolean,
  question: () => Promise<boolean>,
): Promise<boolean> => {
  try {
    return await question();
  } catch (error) {
    const code = slackErrorCode(error);
    if (!isNo(code)) throw error;
    logger.warn({ feature: 'wall', channelId, why: code }, 'the channel cannot be the wall');
    return false;
  }
};

/** Whether the bot is in a channel that is there. Throws when Slack gives no answer. */
export const isMember = (deps: ReachDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, isClosedChannel, async () => {
    const { channel } = await deps.slack.conversations.info({ channel: channelId });
    return channel?.is_member === true && !channel.is_archived;
  });

/** Whether the bot could join a channel, and is in it now. Throws when Slack gives no answer. */
export const canJoin = (deps: ReachDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, refusesJoining, async () => {
    await deps.slack.conversations.join({ channel: channelId });
    return true;
  });
