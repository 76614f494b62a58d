import type { Sent } from '../../deps.ts';
import { putBackWithinMs, whyNotPutBack } from '../../domain/win-put-back.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Win } from '../../models/win-schema.ts';
import { takenDownBefore, takenDownNotice, takenDownUndone } from '../../views/win/take-down.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { typedWin, winMessage } from './win-message.ts';

/** What names a win: a delivery, or a part of the note. */
export type AboutWin = Pick<Delivery, 'winId'>;

/** The win that something is about, while it stands. */
export const winOf = async (
  { store }: Pick<DeliveryDeps, 'store'>,
  { winId }: AboutWin,
): Promise<Win | undefined> => {
  const win = winId ? await store.wins.find(winId) : null;
  return win && !win.withdrawn?.at ? win : undefined;
};

export const composeWin: DeliveryRow['compose'] = async (deps, delivery) => {
  const win = await winOf(deps, delivery);
  if (!win) return skip('the win was taken down before it was posted');
  if (win.wall) return skip('the win is on the wall');
  const message = winMessage(deps.installation, await deps.workspace(), win, {
    canAsk: deps.publicUrl !== undefined,
  });
  return { kind: 'send', message, revision: win.revision };
};

/** Until when its author can put it back, and without whom. */
const comesBack = (win: Win, now: Date) => {
  const author = { userId: win.authorId, isManager: false };
  const isFree = !whyNotPutBack(win, author, { isWithout: false }, now);
  const isFreeWithout = !whyNotPutBack(win, author, { isWithout: true }, now);
  const at = win.withdrawn?.at;
  return {
    until: at && isFreeWithout ? new Date(at.getTime() + putBackWithinMs) : undefined,
    isOnlyWithout: isFreeWithout && !isFree,
  };
};

const composeTakenDown: NoteRow['compose'] = async ({ store, people, clock }, { winId }) => {
  const win = winId ? await store.wins.find(winId) : null;
  const by = win?.withdrawn?.by;
  if (!win || !by || by === win.authorId) return skip('nobody else took the win down');
  const byName = (await people.find(by))?.name ?? 'Somebody';
  const { until, isOnlyWithout } = comesBack(win, clock.now());
  const typed = typedWin(win);
  const unwillingName = isOnlyWithout ? byName : undefined;
  return send(takenDownNotice({ winId: win._id, byName, typed, until, unwillingName }));
};

/** Told to the author whose win somebody else took down. */
export const takenDownPart: NoteRow = {
  topic: 'own-wins',
  compose: composeTakenDown,
  async show(deps, part) {
    const composed = await composeTakenDown(deps, part);
    if (composed.kind === 'send') return composed.message;
    return (await winOf(deps, part)) ? takenDownUndone : takenDownBefore;
  },
};

/** Notes where the win is, and shows it anew if it changed while it was under way. Resolves with the win as it is then. */
export const recordWinPosted = async (
  { store, background, refreshWallMessage }: DeliveryDeps,
  { winId }: AboutWin,
  place: Sent,
  revision: number | undefined,
): Promise<Win | undefined> => {
  if (!winId) return undefined;
  const { win, isStale } = await store.wins.recordPosted(winId, place, revision);
  if (isStale) background.run('win', () => refreshWallMessage(winId));
  return win ?? undefined;
};
