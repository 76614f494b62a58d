import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import {
  createReportingRefresher,
  type MessageRefresherDeps,
  updateDelivered,
} from '../delivery/message-refresher.ts';
import { type AccessDeps, readerOf } from './recovery-access.ts';
import { cardFor } from './recovery-card.ts';

type RefreshDeps = MessageRefresherDeps & AccessDeps & Pick<Deps, 'refreshNote'>;

/** One is being sent as it was a moment ago: where it is, is being written down. */
const recordedInMs = 1_000;

/** Shows one person's copy as things stand. Each is tried again by itself. */
const createCopyRefresher = (deps: RefreshDeps): ((copy: string) => Promise<boolean>) => {
  const { store } = deps;
  return createReportingRefresher(deps, 'recovery', async (copy) => {
    const [recoveryId = '', userId = ''] = copy.split(':');
    const recovery = await store.recoveries.find(recoveryId);
    if (!recovery) return undefined;
    const reader = await readerOf(deps, recovery, userId);
    const message = await cardFor(deps, recovery, reader, deps.clock.now());
    const key = deliveryKey.recovery(recoveryId, userId);
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
  const refreshCopy = createCopyRefresher(deps);
  return async (recoveryId) => {
    const recovery = await store.recoveries.find(recoveryId);
    if (!recovery) return true;
    const notes = await store.noteParts.ofRecovery(recoveryId);
    const areShown = await Promise.all(
      recovery.cardIds.map((userId) => refreshCopy(`${recoveryId}:${userId}`)),
    );
    for (const key of notes) await deps.refreshNote(key);
    const isShown = areShown.every(Boolean);
    if (isShown) await store.recoveries.recordShown(recovery);
    return isShown;
  };
};
