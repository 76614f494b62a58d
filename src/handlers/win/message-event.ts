import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { withdrawDeletedWin } from '../../operations/win/withdraw-win.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;
type MessageDeps = Pick<Deps, 'clock' | 'store' | 'installation' | 'background' | 'refreshWallMessage'>;

/** Which message this event says is gone. One with replies leaves a tombstone instead of being deleted. */
export const goneTs = (event: Args['event']): string | undefined => {
  if (event.subtype === 'message_deleted') return event.deleted_ts;
  if (event.subtype !== 'message_changed') return undefined;
  const changed: { subtype?: string | undefined; ts: string } = event.message;
  return changed.subtype === 'tombstone' ? changed.ts : undefined;
};

/** Deleting a wall message, or the message a win was made from, withdraws the win. Other messages are not read. */
export const createMessageEvent =
  (deps: MessageDeps) =>
  async ({ event }: Args): Promise<void> => {
    const ts = goneTs(event);
    if (ts === undefined) return;
    const win = await withdrawDeletedWin(deps, { channelId: event.channel, ts }, deps.clock.now());
    if (win) deps.background.run('win', () => deps.refreshWallMessage(win._id));
  };
