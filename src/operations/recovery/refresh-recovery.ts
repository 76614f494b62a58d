import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Recovery } from '../../models/recovery.ts';
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

/** Shows a person's copy as things stand. True when it is just being sent, and is to be shown again. */
const showCopy = async (deps: RefreshDeps, recovery: Recovery, userId: string): Promise<boolean> => {
  const key = deliveryKey.recovery(recovery._id, userId);
  const reader = await readerOf(deps, recovery, userId);
  const message = await cardFor(deps, recovery, reader, deps.clock.now());
  if (await updateDelivered(deps, key, { message })) return false;
  return (await deps.store.deliveries.find(key))?.state === 'claimed';
};

/** Keeps every copy of a card, in messages and in notes, equal to what is stored. */
export const createRecoveryRefresher = (deps: RefreshDeps): Deps['refreshRecovery'] =>
  createReportingRefresher(deps, 'recovery', async (recoveryId) => {
    const recovery = await deps.store.recoveries.find(recoveryId);
    if (!recovery) return undefined;
    let isUnderWay = false;
    for (const userId of recovery.cardIds) {
      if (await showCopy(deps, recovery, userId)) isUnderWay = true;
    }
    for (const key of await deps.store.noteParts.ofRecovery(recoveryId)) await deps.refreshNote(key);
    if (isUnderWay) return recordedInMs;
    await deps.store.recoveries.recordShown(recovery);
    return undefined;
  });
