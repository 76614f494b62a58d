import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { restoreWall } from '../../operations/wall/adopt-wall.ts';
import { becomeWall, loseWall } from '../../operations/wall/wall.ts';

type WallDeps = Pick<Deps, 'clock' | 'store' | 'installation' | 'logger' | 'outbox'>;
type Joined = AllMiddlewareArgs & SlackEventMiddlewareArgs<'member_joined_channel'>;
type Lost = AllMiddlewareArgs &
  SlackEventMiddlewareArgs<
    'channel_archive' | 'channel_deleted' | 'channel_left' | 'group_archive' | 'group_deleted' | 'group_left'
  >;
type Left = AllMiddlewareArgs & SlackEventMiddlewareArgs<'member_left_channel'>;
type Unarchived = AllMiddlewareArgs & SlackEventMiddlewareArgs<'channel_unarchive' | 'group_unarchive'>;

const whyLost: Record<string, string> = {
  channel_archive: 'is_archived',
  group_archive: 'is_archived',
  channel_deleted: 'channel_not_found',
  group_deleted: 'channel_not_found',
  channel_left: 'not_in_channel',
  group_left: 'not_in_channel',
};

/** The bot was invited somewhere: without a wall, that is the wall now. */
export const createWallJoinedEvent =
  (deps: WallDeps) =>
  async ({ event }: Joined): Promise<void> => {
    if (event.user !== deps.installation.botUserId) return;
    await becomeWall(deps, event.channel, deps.clock.now());
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
  (deps: WallDeps & Pick<Deps, 'slack'>) =>
  async ({ event }: Unarchived): Promise<void> => {
    if (await restoreWall(deps, event.channel, deps.clock.now())) await deps.outbox.deliverDue();
  };
