import type {
  AllMiddlewareArgs,
  BlockAction,
  ChannelsSelectAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { chooseWall } from '../../operations/wall/adopt-wall.ts';
import { wallChosen, wallTaken, wallUnreachable } from '../../views/wall.ts';
import { answerPrivately, replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ChannelsSelectAction>>;
type ChooseDeps = Pick<
  Deps,
  'clock' | 'store' | 'installation' | 'slack' | 'logger' | 'outbox' | 'background'
>;

/** The author of the first win chooses where wins appear. */
export const createWallChooseAction =
  (deps: ChooseDeps) =>
  async ({ ack, action, respond }: Args): Promise<void> => {
    await ack();
    const channelId = action.selected_channel;
    const outcome = await chooseWall(deps, channelId, deps.clock.now());
    if (outcome.kind === 'unreachable') return answerPrivately(respond, wallUnreachable(channelId));
    deps.background.run('delivery', () => deps.outbox.deliverDue());
    const words = outcome.kind === 'chosen' ? wallChosen : wallTaken;
    await replaceAnswer(respond, words(outcome.wallChannelId));
  };
