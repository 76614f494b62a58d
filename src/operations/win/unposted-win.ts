import { refusedForMs } from '../../domain/delivery.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Win } from '../../models/win-schema.ts';
import { messageLink } from '../../views/message.ts';
import {
  type Unposted,
  unpostedForManager,
  unpostedNomination,
  unpostedSettled,
  unpostedWin,
} from '../../views/win/unposted-win.ts';
import { type DeliveryDeps, type DeliveryRow, type NotNow, send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { type AboutWin, winOf } from './win-delivery.ts';
import { namesInWin } from './win-message.ts';

/** Whoever is waiting for it: the writer of a message that others nominated need not know of it. */
const whoWaits = ({ authorId, source }: Win): string => source?.nominatedBy ?? authorId;

/** Has whoever waits for a win told that it is not on the wall, and of each cause the managers once a day. */
export const tellUnposted: NonNullable<DeliveryRow['unsent']> = async (deps, delivery, { how, why }) => {
  const { store, installation, clock } = deps;
  const win = await winOf(deps, delivery);
  if (!win) return;
  const now = clock.now();
  const winId = win._id;
  if (how === 'failed') await store.wins.recordUnpostable(winId);
  const key = deliveryKey['win-unposted'](winId, how);
  await store.deliveries.plan({ key, kind: 'win-unposted', winId, userId: whoWaits(win) }, now);
  const today = now.toISOString().slice(0, 10);
  const managerKey = deliveryKey['win-unposted-manager'](installation.teamId, why, today);
  const tooLateAt = new Date(now.getTime() + refusedForMs);
  await store.deliveries.plan({ key: managerKey, kind: 'win-unposted-manager', winId, tooLateAt }, now);
};

const howByState: Readonly<Record<Delivery['state'], Unposted | undefined>> = {
  due: 'late',
  claimed: 'late',
  waiting: undefined,
  sent: undefined,
  failed: 'failed',
  unknown: 'unknown',
  skipped: undefined,
};

/** How it stands now with the win that a delivery tells of. */
const unposted = async (
  deps: DeliveryDeps,
  about: AboutWin,
): Promise<{ kind: 'found'; win: Win; how: Unposted; why: string } | NotNow> => {
  const win = await winOf(deps, about);
  const ofWin = win && (await deps.store.deliveries.find(deliveryKey.win(win._id)));
  const how = ofWin && howByState[ofWin.state];
  return how ? { kind: 'found', win, how, why: ofWin.why ?? '' } : skip('it stands otherwise by now');
};

export const composeUnposted: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await unposted(deps, delivery);
  if (found.kind !== 'found') return found;
  const { win, how } = found;
  if (delivery._id !== deliveryKey['win-unposted'](win._id, how)) return skip('it stands otherwise by now');
  const { _id: winId, text, heroIds, source } = win;
  if (source?.channelId && source.ts && delivery.userId !== win.authorId) {
    const { channelId, ts } = source;
    return send(unpostedNomination(how, messageLink(deps.installation.url, { channelId, ts })));
  }
  return send(unpostedWin({ winId, how, text, heroIds, names: namesInWin(win) }));
};

/** Why there is nothing to tell managers of a win any more. */
export const whyPosted = async (deps: DeliveryDeps, about: AboutWin): Promise<string | undefined> => {
  const found = await unposted(deps, about);
  return found.kind === 'found' ? undefined : found.why;
};

const composeUnpostedForManager: NoteRow['compose'] = async (deps, part) => {
  const found = await unposted(deps, part);
  return found.kind === 'found' ? send(unpostedForManager(found.how, found.why)) : found;
};

/** Told to every manager: why a win is not on the wall, which is often a setting that only they can see. */
export const unpostedPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  compose: composeUnpostedForManager,
  show: shownAsNow(composeUnpostedForManager, unpostedSettled),
};

/** A win is on the wall that managers may have been told is not: that says so now. */
export const showPosted = async (
  { store, installation, refreshNote }: DeliveryDeps,
  winId: string,
): Promise<void> => {
  for (const part of await store.noteParts.toldUnder(`win-unposted-manager:${installation.teamId}:`))
    if (part.winId === winId) await refreshNote(part._id);
};
