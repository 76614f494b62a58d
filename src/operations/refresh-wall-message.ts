import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Deps } from '../deps.ts';
import { deliveryKey } from '../domain/delivery.ts';
import { slackErrorCode } from '../errors.ts';
import type { Win } from '../models/win.ts';
import { deliveryMetadata } from '../views/message.ts';
import { createCoalescer } from './coalesce.ts';
import { winMessage } from './win-message.ts';
import { withdrawDeletedWin } from './withdraw-win.ts';

type RefreshDeps = Pick<Deps, 'models' | 'installation' | 'fanOut' | 'clock' | 'logger' | 'background'>;

/** The message or its channel is not there, or not ours to change, so nothing can be shown any more. */
const beyondReach = new Set([
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'channel_not_found',
]);

const show = async (
  { fanOut, installation }: RefreshDeps,
  win: Win & { wall: { channelId: string; ts: string } },
) => {
  const place = { channel: win.wall.channelId, ts: win.wall.ts };
  if (win.withdrawn?.at) return fanOut.chat.delete(place);
  // Slack's default for `parse` would look for links and names in what people typed.
  const asTyped = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;
  const metadata = deliveryMetadata(deliveryKey.win(win._id));
  return fanOut.chat.update({ ...place, ...winMessage({ installation }, win), ...asTyped, metadata });
};

const hasWall = (win: Win): win is Win & { wall: { channelId: string; ts: string } } => Boolean(win.wall?.ts);

/** One update of the message; false when the win changed meanwhile and has to be shown again. */
const refreshOnce = async (deps: RefreshDeps, winId: string): Promise<boolean> => {
  const { models, installation, clock } = deps;
  const { teamId } = installation;
  const win = await models.wins.find(teamId, winId);
  if (!win?.isWallStale || !hasWall(win)) return true;
  try {
    await show(deps, win);
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (!beyondReach.has(code)) throw error;
    if (code === 'message_not_found' && !win.withdrawn?.at)
      await withdrawDeletedWin(deps, win.wall, clock.now());
  }
  return models.wins.recordShown(teamId, winId, win.revision);
};

/**
 * Keeps wall messages equal to their wins. While a message is being updated, further changes of its win make one more
 * update afterwards, not one each. What fails stays marked as stale, and is tried again when Slack allows it and at
 * every tick.
 */
export const createWallMessageRefresher = (deps: RefreshDeps): ((winId: string) => Promise<void>) => {
  const refresh = createCoalescer(async (winId: string) => {
    try {
      while (!(await refreshOnce(deps, winId)));
    } catch (error) {
      deps.logger.warn({ feature: 'win', winId, err: error }, 'the wall message could not be refreshed yet');
      if (error instanceof WebAPIRateLimitedError) retryLater(winId, error.retryAfter * 1000);
    }
  });

  const retryLater = (winId: string, delayMs: number): void => {
    setTimeout(() => deps.background.run('win', () => refresh(winId)), delayMs).unref();
  };

  return refresh;
};
