import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import {
  createReportingRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import { overdueNow } from './overdue-delivery.ts';
import { type AccessDeps, readerOf } from './recovery-access.ts';
import { cardFor } from './recovery-card.ts';

type RefreshDeps = MessageRefresherDeps & AccessDeps & Pick<Deps, 'refreshNote'>;

/** One is being sent as it was a moment ago: where it is, is being written down. */
const recordedInMs = 1_000;

/** What a message that somebody has of one says now, by the kind of its delivery. */
const copyNow = async (
  deps: RefreshDeps,
  recovery: Recovery,
  { kind, key, userId }: { kind: string; key: string; userId: string },
): Promise<Message> => {
  const now = deps.clock.now();
  return kind === 'recovery-overdue'
    ? overdueNow(deps, recovery, { userId, key }, now)
    : cardFor(deps, recovery, await readerOf(deps, recovery, userId), now);
};

/** Shows one message as things stand. Each is tried again by itself. */
const createCopyRefresher = (deps: RefreshDeps): ((key: string) => Promise<boolean>) => {
  const { store } = deps;
  return createReportingRefresher(deps, 'recovery', async (key) => {
    const { recoveryId, userId, kind } = (await store.deliveries.find(key)) ?? {};
    const recovery = recoveryId ? await store.recoveries.find(recoveryId) : null;
    if (!recoveryId || !recovery || !userId || !kind) return undefined;
    const message = await copyNow(deps, recovery, { kind, key, userId });
    if (await updateDelivered(deps, key, { message })) {
      // Another replica may have shown something newer before this arrived.
      const isNewest = (await store.recoveries.find(recoveryId))?.version === recovery.version;
      return isNewest ? undefined : 0;
    }
    return (await store.deliveries.find(key))?.state === 'claimed' ? recordedInMs : undefined;
  });
};

/** Keeps every copy of a card, in messages and in notes, equal to what is stored. */
export const createRecoveryRefresher = (deps: RefreshDeps): Deps['refreshRecovery'] => {
  const { store } = deps;
  const refresh = createCopyRefresher(deps);
  return async (recoveryId) => {
    const recovery = await store.recoveries.find(recoveryId);
    if (!recovery) return true;
    const shownAt = deps.clock.now();
    const notes = await store.noteParts.ofRecovery(recoveryId);
    // All that told that it was overdue, also before it was reopened, or a reopening was undone.
    const overdue = await store.deliveries.keysUnder(deliveryKey['recovery-overdue'](recoveryId, ''));
    const cards = recovery.cardIds.map((userId) => deliveryKey.recovery(recoveryId, userId));
    const areShown = await Promise.all([...cards, ...overdue].map(refresh));
    for (const key of notes) await deps.refreshNote(key);
    const isShown = areShown.every(Boolean);
    if (isShown) await store.recoveries.recordShown(recovery, shownAt);
    return isShown;
  };
};
