import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import {
  type FollowDeps,
  followOriginal,
  type Original,
} from '../../operations/nomination/follow-original.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;
type ChangedDeps = FollowDeps & Pick<Deps, 'background' | 'refreshWallMessage'>;

/** Somebody edited a message: a win that was made from it follows. Every update of the bot's own comes here as well. */
export const createMessageChangedEvent =
  (deps: ChangedDeps) =>
  async ({ event }: Args): Promise<void> => {
    if (event.subtype !== 'message_changed') return;
    const changed: Original & { ts: string; bot_id?: string | undefined } = event.message;
    if (changed.bot_id) return;
    const former: (Original & { ts: string }) | undefined = event.previous_message;
    // Where there were files, none are said of it any more once the last is gone.
    const files = changed.files ?? (former?.files && []);
    const win = await followOriginal(
      deps,
      { channelId: event.channel, ts: changed.ts },
      { ...changed, files },
    );
    if (win) deps.background.run('nomination', () => deps.refreshWallMessage(win._id));
  };
