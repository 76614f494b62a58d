import type { Deps } from '../../deps.ts';
import { failureOf, silenceMs } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import { isTimeout, isUnreadable, slackErrorCode } from '../../errors.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { sayInForms } from '../delivery/message-form.ts';
import { createMessageRefresher } from '../delivery/message-refresher.ts';
import { followToldStory } from './told-story.ts';
import { winMessage } from './win-message.ts';
import { withdrawDeletedWin } from './withdraw-win.ts';

type RefreshDeps = Pick<
  Deps,
  | 'store'
  | 'installation'
  | 'workspace'
  | 'fanOut'
  | 'clock'
  | 'logger'
  | 'background'
  | 'pacer'
  | 'publicUrl'
>;

/** Slack's refusals of an update that may pass, and what they say of the next one. */
const isRefusal = (code: string | undefined): code is string =>
  code !== undefined && ['not-now', 'no-place', 'bad-shape'].includes(failureOf(code));

/** A wall that is not there for now is waited for; what Slack refuses otherwise may never be shown. */
const mostRefusals = 12;

/** Puts the next attempt off. False when there have been enough. */
const putOff = async (deps: RefreshDeps, win: Win, place: Place, code: string): Promise<boolean> => {
  const { store, clock, logger } = deps;
  const { _id: winId, revision, unshown } = win;
  const times = (unshown?.revision === revision ? (unshown.times ?? 0) : 0) + 1;
  const { wallChannelId, lostWall } = await deps.workspace();
  const isAwaited =
    failureOf(code) === 'no-place' && [wallChannelId, lostWall?.channelId].includes(place.channelId);
  const isOver = times > mostRefusals && !isAwaited;
  const line = { feature: 'win', key: winId, why: code, times };
  if (isOver) logger.error(line, 'a message cannot be refreshed');
  else logger.warn(line, 'a message could not be refreshed yet');
  if (isOver) return false;
  const until = new Date(clock.now().getTime() + growingDelayMs(times - 1));
  await store.wins.recordUnshown(winId, { revision, times, until });
  return true;
};

/** Whether it is to be shown later. Throws what is no word of Slack's about this message. */
const handleFailedShow = async (
  deps: RefreshDeps,
  win: Win,
  place: Place,
  error: unknown,
): Promise<boolean> => {
  const { store, clock } = deps;
  const code = slackErrorCode(error);
  if (isTimeout(error) || isUnreadable(error))
    await store.wins.recordSilence(win._id, new Date(clock.now().getTime() + silenceMs));
  if (code === 'message_not_found') {
    if (!win.withdrawn?.at) await withdrawDeletedWin(deps, place, clock.now());
    return false;
  }
  if (!isRefusal(code)) throw error;
  return putOff(deps, win, place, code);
};

/** How long an unanswered update may still come through and hide what is shown now. */
const silenceLeftMs = ({ silentUntil }: Win, now: Date): number =>
  silentUntil ? Math.min(silentUntil.getTime() - now.getTime(), silenceMs) : 0;

const show = async (deps: RefreshDeps, win: Win & { wall: Place }) => {
  const { fanOut, installation, workspace, publicUrl } = deps;
  const place = { channel: win.wall.channelId, ts: win.wall.ts };
  if (win.withdrawn?.at) return fanOut.chat.delete(place);
  const message = winMessage(installation, await workspace(), win, { canAsk: publicUrl !== undefined });
  return sayInForms(deps, deliveryKey.win(win._id), { message }, (form) =>
    fanOut.chat.update({ ...place, ...form }),
  );
};

const hasWall = (win: Win): win is Win & { wall: Place } => Boolean(win.wall?.ts);

/** One update of the message: how many milliseconds to wait before another, or undefined when it is shown. */
const refreshOnce = async (deps: RefreshDeps, winId: string): Promise<number | undefined> => {
  const { store, clock } = deps;
  const win = await store.wins.find(winId);
  if (!win?.isWallStale) return undefined;
  if (win.withdrawn?.at) await followToldStory(deps, win, clock.now());
  if (!hasWall(win)) return undefined;
  try {
    await show(deps, win);
  } catch (error) {
    if (await handleFailedShow(deps, win, win.wall, error)) return undefined;
  }
  const silentMs = silenceLeftMs(win, clock.now());
  if (silentMs > 0) return silentMs;
  return (await store.wins.recordShown(winId, win.revision)) ? undefined : 0;
};

/** Keeps wall messages equal to their wins. What could not be shown stays marked as stale, for the next tick. */
export const createWallMessageRefresher = (deps: RefreshDeps): Deps['refreshWallMessage'] =>
  createMessageRefresher(deps, 'win', (winId) => refreshOnce(deps, winId), []);
