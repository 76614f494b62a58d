import type {
  AllMiddlewareArgs,
  BlockAction,
  ChannelsSelectAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { slackErrorCode } from '../../errors.ts';
import { becomeWall } from '../../operations/wall/wall.ts';
import { wallChosen, wallTaken, wallUnreachable } from '../../views/announcement.ts';
import { answerPrivately, replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ChannelsSelectAction>>;
type ChooseDeps = Pick<Deps, 'clock' | 'store' | 'installation' | 'logger' | 'outbox' | 'background'>;

const canJoin = async (client: WebClient, channelId: string): Promise<boolean> => {
  try {
    await client.conversations.join({ channel: channelId });
    return true;
  } catch (error) {
    if (slackErrorCode(error) === undefined) throw error;
    return false;
  }
};

/** The author of the first win chooses where wins appear. */
export const createWallChooseAction =
  (deps: ChooseDeps) =>
  async ({ ack, action, client, respond }: Args): Promise<void> => {
    await ack();
    const { store } = deps;
    const channelId = action.selected_channel;
    if (!(await canJoin(client, channelId))) return answerPrivately(respond, wallUnreachable(channelId));
    // Joining may have made it the wall already, through Slack's own event.
    await becomeWall(deps, channelId, deps.clock.now());
    deps.background.run('delivery', () => deps.outbox.deliverDue());
    const { wallChannelId } = await store.workspace.read();
    await replaceAnswer(
      respond,
      wallChannelId === channelId ? wallChosen(channelId) : wallTaken(wallChannelId ?? channelId),
    );
  };
