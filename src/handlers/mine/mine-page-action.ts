import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { readQuarter } from '../../domain/mine.ts';
import { type MineDeps, readMine } from '../../operations/mine/read-mine.ts';
import { messageModal } from '../../views/message.ts';
import { mineMessage, mineTitle } from '../../views/mine/mine.ts';
import { replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Earlier and Newest, in the place of what is shown: an answer, or a page over Home. */
export const createMinePageAction =
  (deps: MineDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const { view } = body;
    const request = { userId: body.user.id, before: readQuarter(action.value), isOnHome: view !== undefined };
    const message = mineMessage(await readMine(deps, request));
    if (view) await client.views.update({ view_id: view.id, view: messageModal(mineTitle, message) });
    else await replaceAnswer(respond, message);
  };
