import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { readQuarter } from '../../domain/mine.ts';
import { type MineDeps, readMine } from '../../operations/mine/read-mine.ts';
import { mineMessage, mineTitle } from '../../views/mine/mine.ts';
import { replacePage } from '../replace-page.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Earlier and Newest, in the place of what is shown: an answer, or a page over Home. */
export const createMinePageAction =
  (deps: MineDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const isOnHome = body.view !== undefined;
    const request = { userId: body.user.id, before: readQuarter(action.value), isOnHome };
    await replacePage({ body, client, respond }, mineTitle, mineMessage(await readMine(deps, request)));
  };
