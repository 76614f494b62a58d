import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { BoardDeps } from '../../operations/board/read-board.ts';
import { boardTitle } from '../../views/board/board.ts';
import { replacePage } from '../replace-page.ts';
import { boardFor } from './top-command.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>>;

/** Another time, chosen below a board: it comes in its place. */
export const createBoardPeriodAction =
  (deps: BoardDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const chosen: StaticSelectAction['selected_option'] | null | undefined = action.selected_option;
    const message = await boardFor(deps, chosen?.value, body.user.id);
    await replacePage({ body, client, respond }, boardTitle, message);
  };
