import type { Deps } from '../../deps.ts';
import { failureOf, type SendFailure } from '../../domain/delivery.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { slackErrorCode } from '../../errors.ts';
import { becomeWall } from './wall.ts';

type AdoptDeps = Pick<Deps, 'store' | 'installation' | 'slack' | 'logger'>;

/** The one channel the bot is in; undefined when there is none or more than one to choose from. */
const onlyChannel = async ({ slack }: AdoptDeps): Promise<string | undefined> => {
  const { channels } = await slack.users.conversations({
    types: 'public_channel,private_channel',
    exclude_archived: true,
    limit: 2,
  });
  return channels?.length === 1 ? channels[0]?.id : undefined;
};

/** Slack's own faults and its pauses say nothing about a channel. */
const isNoAnswer = (failure: SendFailure): boolean => failure === 'maybe-sent' || failure === 'rate-limited';

/** Slack's refusal, such as of a channel that is not there, is a plain no. Throws when Slack gives no answer. */
const unlessRefused = async (
  { logger }: AdoptDeps,
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

const isMember = (deps: AdoptDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, async () => {
    const { channel } = await deps.slack.conversations.info({ channel: channelId });
    return channel?.is_member === true && !channel.is_archived;
  });

const canJoin = (deps: AdoptDeps, channelId: string): Promise<boolean> =>
  unlessRefused(deps, channelId, async () => {
    await deps.slack.conversations.join({ channel: channelId });
    return true;
  });

const findWall = async (
  deps: AdoptDeps,
  { lostWall }: Workspace,
  defaultId: string | undefined,
): Promise<string | undefined> => {
  // To post what waits for one wall to another channel, which happens to be at hand, is not for us to decide.
  if (lostWall) return (await isMember(deps, lostWall.channelId)) ? lostWall.channelId : undefined;
  if (defaultId !== undefined && ((await isMember(deps, defaultId)) || (await canJoin(deps, defaultId))))
    return defaultId;
  return onlyChannel(deps);
};

/** A lost wall that comes back is the wall again. Archiving removed the bot if it is not a member any more. */
export const restoreWall = async (deps: AdoptDeps, channelId: string, now: Date): Promise<boolean> => {
  const { lostWall } = await deps.store.workspace.read();
  if (lostWall?.channelId !== channelId || !(await isMember(deps, channelId))) return false;
  return becomeWall(deps, channelId, now);
};

/**
 * Makes the channel that somebody chose the wall; of several choices at once, the first. When there is a wall, no other
 * channel is joined for nothing.
 */
export const chooseWall = async (
  deps: AdoptDeps,
  channelId: string,
  now: Date,
): Promise<{ kind: 'chosen' | 'taken'; wallChannelId: string } | { kind: 'unreachable' }> => {
  const { wallChannelId: earlier } = await deps.store.workspace.read();
  if (earlier === undefined) {
    if (!(await canJoin(deps, channelId))) return { kind: 'unreachable' };
    // Joining may have made it the wall already, through Slack's own event.
    await becomeWall(deps, channelId, now);
  }
  const { wallChannelId = channelId } = await deps.store.workspace.read();
  return { kind: wallChannelId === channelId ? 'chosen' : 'taken', wallChannelId };
};

/**
 * Finds the wall of a workspace that has none when it is met: the configured default, or the channel the bot was
 * invited to while it was not running. One that lost its wall is given that one alone, if it came back meanwhile.
 */
export const adoptWall = async (deps: AdoptDeps, defaultChannelId: string | undefined, now: Date) => {
  const workspace = await deps.store.workspace.read();
  if (workspace.wallChannelId !== undefined) return;
  const channelId = await findWall(deps, workspace, defaultChannelId);
  if (channelId !== undefined) await becomeWall(deps, channelId, now);
};
