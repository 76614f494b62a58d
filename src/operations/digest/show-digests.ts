import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import type { DeliveryDeps } from '../delivery/delivery-row.ts';
import { updateDelivered } from '../delivery/message-refresher.ts';
import { composeDigest } from './digest-delivery.ts';

type ShowDigestsDeps = DeliveryDeps & Pick<Deps, 'logger'>;

/** On the wall where it was posted, and in managers' notes. */
const showAnew = async (deps: ShowDigestsDeps, week: WeekName): Promise<void> => {
  const { store, installation } = deps;
  const { teamId } = installation;
  const key = deliveryKey.digest(teamId, week);
  const delivery = await store.deliveries.find(key);
  const composed = delivery?.sentTo && (await composeDigest(deps, delivery));
  if (composed?.kind === 'send') await updateDelivered(deps, key, composed);
  for (const { _id } of await store.noteParts.toldUnder(notePartKey['manager-digest'](teamId, week, '')))
    await deps.refreshNote(_id);
};

/** Shows digests anew that tell of a win which is not to be shown any more, or is again. */
export const showDigestsBehind = async (deps: ShowDigestsDeps): Promise<void> => {
  for (const week of await deps.store.digests.behind()) {
    await showAnew(deps, week);
    await deps.store.digests.recordShown(week);
  }
};
