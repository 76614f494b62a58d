import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Win } from '../../models/win-schema.ts';
import { messageLink } from '../../views/message.ts';
import {
  type Unposted,
  unpostedForManager,
  unpostedNomination,
  unpostedWin,
} from '../../views/win/unposted-win.ts';
import { type DeliveryDeps, type DeliveryRow, type NotNow, send, skip } from '../delivery/delivery-row.ts';
import { winOf } from './win-delivery.ts';
import { namesInWin } from './win-message.ts';

/** Whoever is waiting for it: the writer of a message that others nominated need not know of it. */
const whoWaits = ({ authorId, source }: Win): string => source?.nominatedBy ?? authorId;

/** Has whoever waits for a win told that it is not on the wall, and of each cause a manager once a day. */
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
  await store.deliveries.plan({ key: managerKey, kind: 'win-unposted-manager', winId }, now);
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
  delivery: Delivery,
): Promise<{ kind: 'found'; win: Win; how: Unposted; why: string } | NotNow> => {
  const win = await winOf(deps, delivery);
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

export const composeUnpostedForManager: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await unposted(deps, delivery);
  return found.kind === 'found' ? send(unpostedForManager(found.how, found.why)) : found;
};
