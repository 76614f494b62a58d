import { erasedMessage } from '../../views/privacy/erased.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip, toPerson } from '../delivery/delivery-row.ts';

/** The last that is known of whoever asked: without it, what was done is numbers alone. */
const finish = async (
  { store, clock }: DeliveryDeps,
  { _id: key, userId }: { _id: string; userId?: string | null | undefined },
) => {
  await store.erasures.finish(key.slice(key.indexOf(':') + 1), clock.now());
  if (userId) await store.deliveries.forgetTold(key, userId);
};

/** Tells somebody what was done, and then forgets whom. */
export const erasedRow: DeliveryRow = {
  to: toPerson,
  waitsForWall: false,
  isAwaited: true,
  async compose({ store }, { _id: key }) {
    const erasure = await store.erasures.find(key.slice(key.indexOf(':') + 1));
    if (!erasure) return skip('nobody asked for it');
    return send(erasedMessage(new Map(Object.entries(erasure.counts))));
  },
  sent: finish,
  unsent: (deps, delivery, { how }) => (how === 'late' ? Promise.resolve() : finish(deps, delivery)),
};
