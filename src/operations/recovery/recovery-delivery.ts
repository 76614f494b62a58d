import { maySeeRecovery } from '../../domain/recovery.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { readerOf } from './recovery-access.ts';
import { cardFor } from './recovery-card.ts';

/** The card, to one of those who work on it or opened it. */
export const composeRecovery: DeliveryRow['compose'] = async (deps, { recoveryId, userId }) => {
  const recovery = recoveryId ? await deps.store.recoveries.find(recoveryId) : null;
  if (!recovery || !userId) return skip('there is no such recovery');
  if (recovery.state === 'taken-back') return skip('it was opened by mistake');
  const reader = await readerOf(deps, recovery, userId);
  if (!maySeeRecovery(recovery, reader)) return skip('the person does not work on it');
  return send(await cardFor(deps, recovery, reader, deps.clock.now()));
};
