import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { Recovery } from '../../models/recovery.ts';
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

/** The messages that somebody may have of one: by the kind of their delivery, what each says now. */
const copies = {
  recovery: async (deps: RefreshDeps, recovery: Recovery, userId: string, now: Date) =>
    cardFor(deps, recovery, await readerOf(deps, recovery, userId), now),
  'recovery-overdue': overdueNow,
} as const;
const copyKinds = Object.keys(copies) as (keyof typeof copies)[];

/** Shows one message as things stand. Each is tried again by itself. */
const createCopyRefresher = (
  deps: RefreshDeps,
  kind: keyof typeof copies,
): ((copy: string) => Promise<boolean>) => {
  const { store } = deps;
  return createReportingRefresher(deps, 'recovery', async (copy) => {
    const [recoveryId = '', userId = ''] = copy.split(':');
    const key = deliveryKey[kind](recoveryId, userId);
    const recovery = await store.recoveries.find(recoveryId);
    if (!recovery || !(await store.deliveries.find(key))) return undefined;
    const message = await copies[kind](deps, recovery, userId, deps.clock.now());
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
  const refreshers = copyKinds.map((kind) => createCopyRefresher(deps, kind));
  return async (recoveryId) => {
    const recovery = await store.recoveries.find(recoveryId);
    if (!recovery) return true;
    const notes = await store.noteParts.ofRecovery(recoveryId);
    const areShown = await Promise.all(
      recovery.cardIds.flatMap((userId) => refreshers.map((refresh) => refresh(`${recoveryId}:${userId}`))),
    );
    for (const key of notes) await deps.refreshNote(key);
    const isShown = areShown.every(Boolean);
    if (isShown) await store.recoveries.recordShown(recovery);
    return isShown;
  };
};
