import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Win } from '../../models/win-schema.ts';
import { withCard } from '../../views/card/card-announcement.ts';
import type { Message } from '../../views/message.ts';
import type { DeliveryDeps, DeliveryRow } from '../delivery/delivery-row.ts';
import {
  createMessageRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import { announcementOf, composeExceptional } from '../nomination/nomination-delivery.ts';
import { winOf } from '../win/win-delivery.ts';
import { isCardOpen } from './open-card.ts';

/** Its message is in Slack already, and where is being written down. */
const recordedInMs = 1_000;

const withSigners = async (
  { store }: Pick<DeliveryDeps, 'store'>,
  message: Message,
  { _id: winId, heroIds }: Pick<Win, '_id' | 'heroIds'>,
): Promise<Message> =>
  withCard(message, { winId, signerCount: await store.signatures.count(winId, heroIds) });

/** What is said in the thread of a win that is exceptional, with its card. */
export const composeAnnouncement: DeliveryRow['compose'] = async (deps, delivery) => {
  const composed = await composeExceptional(deps, delivery);
  const win = await winOf(deps, delivery);
  if (composed.kind !== 'send' || !win) return composed;
  return { ...composed, message: await withSigners(deps, composed.message, win) };
};

/** Keeps the number who signed on the announcement. While the win is not exceptional, that stays as it was said. */
export const createCardRefresher = (
  deps: MessageRefresherDeps & Pick<Deps, 'people' | 'workspace'>,
): Deps['refreshCard'] =>
  createMessageRefresher(deps, 'card', async (winId) => {
    const win = await winOf(deps, { winId });
    if (!win || !isCardOpen(await deps.workspace(), win)) return undefined;
    const key = deliveryKey.exceptional(winId);
    const message = await withSigners(deps, await announcementOf(deps, win), win);
    if (await updateDelivered(deps, key, { message })) return undefined;
    return (await deps.store.deliveries.find(key))?.dueAt ? recordedInMs : undefined;
  });
