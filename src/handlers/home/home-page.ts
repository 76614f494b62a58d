import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { apology } from '../../views/apology.ts';
import { type Message, messageModal, paragraph } from '../../views/message.ts';

export type HomeArgs = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/**
 * Shows on top of Home what takes longer to find out than Slack waits for a modal to open: so it opens first, with
 * `moment`.
 */
export const openPage = async (
  { body, client }: Pick<HomeArgs, 'body' | 'client'>,
  { title, moment, read }: { title: string; moment: string; read: () => Promise<Pick<Message, 'blocks'>> },
): Promise<void> => {
  const opened = await client.views.open({
    trigger_id: body.trigger_id,
    view: messageModal(title, paragraph(moment)),
  });
  const show = (message: Pick<Message, 'blocks'>) =>
    client.views.update({ view_id: opened.view?.id ?? '', view: messageModal(title, message) });
  try {
    await show(await read());
  } catch (error) {
    await show(paragraph(apology.message));
    throw error;
  }
};
