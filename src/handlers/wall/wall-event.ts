import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ChooseWallDeps, takeInvitation } from '../../operations/wall/choose-wall.ts';
import { hearFromChannel } from '../../operations/wall/lost-wall.ts';
import { loseWall } from '../../operations/wall/wall.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { wallAsked } from '../../views/wall.ts';

type WallDeps = Pick<
  Deps,
  'clock' | 'store' | 'installation' | 'logger' | 'outbox' | 'slack' | 'refreshNote'
>;
type Joined = AllMiddlewareArgs & SlackEventMiddlewareArgs<'member_joined_channel'>;
type Lost = AllMiddlewareArgs &
  SlackEventMiddlewareArgs<
    'channel_archive' | 'channel_deleted' | 'channel_left' | 'group_archive' | 'group_deleted' | 'group_left'
  >;
type Left = AllMiddlewareArgs & SlackEventMiddlewareArgs<'member_left_channel'>;
type Unarchived = AllMiddlewareArgs & SlackEventMiddlewareArgs<'channel_unarchive' | 'group_unarchive'>;
type Heard = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message' | 'reaction_added' | 'reaction_removed'>;

const whyLost: Record<string, string> = {
  channel_archive: 'is_archived',
  group_archive: 'is_archived',
  channel_deleted: 'channel_deleted',
  group_deleted: 'channel_deleted',
  channel_left: 'not_in_channel',
  group_left: 'not_in_channel',
};

const answerInviter = async (
  deps: Pick<Deps, 'slack' | 'logger' | 'people' | 'workspace'>,
  channel: string,
  user: string,
): Promise<void> => {
  const { slack, logger } = deps;
  try {
    await slack.chat.postEphemeral({ channel, user, ...wallAsked(channel, await whomToAsk(deps, user)) });
  } catch (error) {
    logger.warn(
      { feature: 'wall', channelId: channel, err: error },
      'whoever invited the bot could not be answered',
    );
  }
};

/** The bot was invited somewhere: where there never was a wall, that is the wall now. */
export const createWallJoinedEvent =
  (deps: ChooseWallDeps & Pick<Deps, 'clock' | 'outbox'>) =>
  async ({ event }: Joined): Promise<void> => {
    const { channel: channelId, inviter, user } = event;
    // Joining by itself invites nobody.
    const inviterId = inviter === user ? undefined : inviter;
    const now = deps.clock.now();
    if (user !== deps.installation.botUserId) {
      if (await hearFromChannel(deps, channelId, { anew: false }, now)) await deps.outbox.deliverDue();
      return;
    }
    const outcome = await takeInvitation(deps, { channelId, inviterId }, now);
    if (outcome === 'asked' && inviterId) await answerInviter(deps, channelId, inviterId);
    await deps.outbox.deliverDue();
  };

/** The wall was archived or deleted, or the bot removed from it. */
export const createWallLostEvent =
  (deps: WallDeps) =>
  async ({ event }: Lost): Promise<void> => {
    await loseWall(deps, event.channel, whyLost[event.type] ?? event.type, deps.clock.now());
    await deps.outbox.deliverDue();
  };

/** Slack tells of the bot's own removal in this way too. */
export const createWallLeftEvent =
  (deps: WallDeps) =>
  async ({ event }: Left): Promise<void> => {
    if (event.user !== deps.installation.botUserId) return;
    await loseWall(deps, event.channel, 'not_in_channel', deps.clock.now());
    await deps.outbox.deliverDue();
  };

/** A channel came back: the lost wall, perhaps. */
export const createWallUnarchivedEvent =
  (deps: WallDeps) =>
  async ({ event }: Unarchived): Promise<void> => {
    if (await hearFromChannel(deps, event.channel, { anew: true }, deps.clock.now()))
      await deps.outbox.deliverDue();
  };

const channelOf = (event: Heard['event']): string | undefined => {
  // The wall is a channel: the bot's own direct messages, by the thousand, are nothing to look at.
  if (event.type === 'message') return event.channel_type === 'im' ? undefined : event.channel;
  return event.item.type === 'message' ? event.item.channel : undefined;
};

/** Slack tells what happens where the bot is: the lost wall may be open to it again. */
export const createWallHeardEvent =
  (deps: WallDeps) =>
  async ({ event }: Heard): Promise<void> => {
    const channelId = channelOf(event);
    if (channelId && (await hearFromChannel(deps, channelId, { anew: false }, deps.clock.now())))
      await deps.outbox.deliverDue();
  };
