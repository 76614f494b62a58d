import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { BoardDeps } from '../../operations/board/read-board.ts';
import { boardTitle } from '../../views/board/board.ts';
import { messageModal } from '../../views/message.ts';
import { replaceAnswer } from '../ephemeral.ts';
import { boardFor } from './top-command.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>>;

/** Another time, chosen below a board: it comes in its place. */
export const createBoardPeriodAction =
  (deps: BoardDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const chosen: StaticSelectAction['selected_option'] | null | undefined = action.selected_option;
    const message = await boardFor(deps, chosen?.value, body.user.id);
    if (body.view?.type !== 'modal') return replaceAnswer(respond, message);
    await client.views.update({ view_id: body.view.id, view: messageModal(boardTitle, message) });
  };
