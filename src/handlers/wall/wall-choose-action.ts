import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  ChannelsSelectAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ChooseWallDeps, type ChosenWall, chooseWall } from '../../operations/wall/choose-wall.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import {
  wallAppointed,
  wallAsked,
  wallChosen,
  wallNotChosen,
  wallTaken,
  wallTakenBefore,
  wallUnreachable,
} from '../../views/wall.ts';
import { answerInNote, answerPrivately, replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ChannelsSelectAction | ButtonAction>>;
type ChooseDeps = ChooseWallDeps & Pick<Deps, 'clock' | 'outbox' | 'background'>;

/** Slack sends a picker without a choice when it is emptied. */
const channelOf = (action: Args['action']): string | undefined => {
  const chosen: string | null | undefined =
    action.type === 'channels_select' ? action.selected_channel : action.value;
  return chosen || undefined;
};

type Answer = (args: Pick<Args, 'respond' | 'body'>, { kind, wallChannelId }: ChosenWall) => Promise<void>;

const createChooser =
  (answer: Answer) =>
  (deps: ChooseDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const channelId = channelOf(action);
    if (!channelId) return answerPrivately(respond, wallNotChosen);
    const outcome = await chooseWall(deps, channelId, body.user.id, deps.clock.now());
    if (outcome.kind === 'unreachable') return answerPrivately(respond, wallUnreachable(channelId));
    deps.background.run('delivery', () => deps.outbox.deliverDue());
    if (outcome.kind === 'asked')
      return answerPrivately(respond, wallAsked(channelId, await whomToAsk(deps, body.user.id)));
    await answer({ respond, body }, outcome);
  };

/** The author of the first win chooses where wins appear, in an answer that only they see. */
export const createWallChooseAction = createChooser(({ respond }, { kind, wallChannelId }) =>
  replaceAnswer(respond, (kind === 'chosen' ? wallChosen : wallTaken)(wallChannelId)),
);

/** A manager chooses the next wall, in their note. */
export const createWallAppointAction = createChooser(({ respond, body }, { kind, wallChannelId }) =>
  answerInNote(respond, body, (kind === 'chosen' ? wallAppointed : wallTakenBefore)(wallChannelId)),
);
