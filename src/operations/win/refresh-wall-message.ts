import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { deliveryKey, silenceMs } from '../../domain/delivery.ts';
import { isTimeout, slackErrorCode } from '../../errors.ts';
import type { Place, Win } from '../../models/win.ts';
import { deliveryArguments } from '../../views/message.ts';
import { createCoalescer } from '../coalesce.ts';
import { winMessage } from './win-message.ts';
import { withdrawDeletedWin } from './withdraw-win.ts';

type RefreshDeps = Pick<
  Deps,
  'models' | 'installation' | 'fanOut' | 'clock' | 'logger' | 'background' | 'pacer'
>;

/** The message or its channel is not there, or not ours to change, so nothing can be shown any more. */
const beyondReach = new Set([
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
]);

const handleFailedShow = async (deps: RefreshDeps, win: Win, place: Place, error: unknown): Promise<void> => {
  const { models, clock } = deps;
  const code = slackErrorCode(error) ?? '';
  if (isTimeout(error))
    await models.wins.recordSilence(win.teamId, win._id, new Date(clock.now().getTime() + silenceMs));
  if (!beyondReach.has(code)) throw error;
  if (code === 'message_not_found' && !win.withdrawn?.at) await withdrawDeletedWin(deps, place, clock.now());
};

/** How long an unanswered update may still come through and hide what is shown now. */
const silenceLeftMs = ({ silentUntil }: Win, now: Date): number =>
  silentUntil ? Math.min(silentUntil.getTime() - now.getTime(), silenceMs) : 0;

const show = async (
  { fanOut, installation }: RefreshDeps,
  win: Win & { wall: { channelId: string; ts: string } },
) => {
  const place = { channel: win.wall.channelId, ts: win.wall.ts };
  if (win.withdrawn?.at) return fanOut.chat.delete(place);
  const args = deliveryArguments(deliveryKey.win(win._id));
  return fanOut.chat.update({ ...place, ...winMessage({ installation }, win), ...args });
};

const hasWall = (win: Win): win is Win & { wall: { channelId: string; ts: string } } => Boolean(win.wall?.ts);

/** One update of the message: how many milliseconds to wait before another attempt, or undefined when it is shown. */
const refreshOnce = async (deps: RefreshDeps, winId: string): Promise<number | undefined> => {
  const { models, installation, clock, pacer } = deps;
  const { teamId } = installation;
  const win = await models.wins.find(teamId, winId);
  if (!win?.isWallStale || !hasWall(win)) return undefined;
  const waitMs = pacer.takeUpdate(clock.now());
  if (waitMs > 0) return waitMs;
  try {
    await show(deps, win);
  } catch (error) {
    await handleFailedShow(deps, win, win.wall, error);
  }
  const silentMs = silenceLeftMs(win, clock.now());
  if (silentMs > 0) return silentMs;
  return (await models.wins.recordShown(teamId, winId, win.revision)) ? undefined : 0;
};

/**
 * Keeps wall messages equal to their wins. While a message is being updated, further changes of its win make one more
 * update afterwards, not one each. What fails stays marked as stale, and is tried again when Slack allows it and at
 * every tick.
 */
export const createWallMessageRefresher = (deps: RefreshDeps): ((winId: string) => Promise<void>) => {
  const { pacer, clock, logger, background } = deps;
  const later = new Set<string>();

  const refreshUntilShown = async (winId: string): Promise<void> => {
    try {
      let waitMs: number | undefined = 0;
      while (waitMs === 0) waitMs = await refreshOnce(deps, winId);
      if (waitMs !== undefined) refreshIn(waitMs, winId);
    } catch (error) {
      logger.warn({ feature: 'win', winId, err: error }, 'the wall message could not be refreshed yet');
      if (!(error instanceof WebAPIRateLimitedError)) return;
      pacer.pauseUpdates(error.retryAfter * 1000, clock.now());
      refreshIn(error.retryAfter * 1000, winId);
    }
  };

  const refresh = createCoalescer(refreshUntilShown);

  const refreshIn = (waitMs: number, winId: string): void => {
    if (later.has(winId)) return;
    later.add(winId);
    setTimeout(() => {
      later.delete(winId);
      background.run('win', () => refresh(winId));
    }, waitMs).unref();
  };

  return refresh;
};
