import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { withdrawDeletedWin } from '../operations/withdraw-win.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;
type MessageDeps = Pick<Deps, 'clock' | 'models' | 'installation' | 'background' | 'refreshWallMessage'>;

/** Deleting a wall message, or the message a win was made from, withdraws the win. Other messages are not read. */
export const createMessageEvent =
  (deps: MessageDeps) =>
  async ({ event }: Args): Promise<void> => {
    if (event.subtype !== 'message_deleted') return;
    const place = { channelId: event.channel, ts: event.deleted_ts };
    const win = await withdrawDeletedWin(deps, place, deps.clock.now());
    if (win) deps.background.run('win', () => deps.refreshWallMessage(win._id));
  };
