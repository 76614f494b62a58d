import type { Deps } from '../../deps.ts';
import { silenceMs } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isTimeout, slackErrorCode } from '../../errors.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { deliveryArguments } from '../../views/message.ts';
import { createMessageRefresher } from '../delivery/message-refresher.ts';
import { winMessage } from './win-message.ts';
import { withdrawDeletedWin } from './withdraw-win.ts';

type RefreshDeps = Pick<
  Deps,
  'store' | 'installation' | 'workspace' | 'fanOut' | 'clock' | 'logger' | 'background' | 'pacer'
>;

/** The message or its channel is not there, or not ours to change, so nothing can be shown any more. */
const beyondReach = new Set([
  'message_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
]);

const handleFailedShow = async (deps: RefreshDeps, win: Win, place: Place, error: unknown): Promise<void> => {
  const { store, clock } = deps;
  const code = slackErrorCode(error) ?? '';
  if (isTimeout(error)) await store.wins.recordSilence(win._id, new Date(clock.now().getTime() + silenceMs));
  if (!beyondReach.has(code)) throw error;
  if (code === 'message_not_found' && !win.withdrawn?.at) await withdrawDeletedWin(deps, place, clock.now());
};

/** How long an unanswered update may still come through and hide what is shown now. */
const silenceLeftMs = ({ silentUntil }: Win, now: Date): number =>
  silentUntil ? Math.min(silentUntil.getTime() - now.getTime(), silenceMs) : 0;

const show = async (deps: RefreshDeps, win: Win & { wall: Place }) => {
  const { fanOut, installation, workspace } = deps;
  const place = { channel: win.wall.channelId, ts: win.wall.ts };
  if (win.withdrawn?.at) return fanOut.chat.delete(place);
  const message = winMessage(installation, await workspace(), win);
  return fanOut.chat.update({ ...place, ...message, ...deliveryArguments(deliveryKey.win(win._id)) });
};

const hasWall = (win: Win): win is Win & { wall: Place } => Boolean(win.wall?.ts);

/** One update of the message: how many milliseconds to wait before another, or undefined when it is shown. */
const refreshOnce = async (deps: RefreshDeps, winId: string): Promise<number | undefined> => {
  const { store, clock } = deps;
  const win = await store.wins.find(winId);
  if (!win?.isWallStale || !hasWall(win)) return undefined;
  try {
    await show(deps, win);
  } catch (error) {
    await handleFailedShow(deps, win, win.wall, error);
  }
  const silentMs = silenceLeftMs(win, clock.now());
  if (silentMs > 0) return silentMs;
  return (await store.wins.recordShown(winId, win.revision)) ? undefined : 0;
};

/** Keeps wall messages equal to their wins. What could not be shown stays marked as stale, for the next tick. */
export const createWallMessageRefresher = (deps: RefreshDeps): Deps['refreshWallMessage'] =>
  createMessageRefresher(deps, 'win', (winId) => refreshOnce(deps, winId));
