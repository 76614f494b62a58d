import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { slackErrorCode } from '../../errors.ts';
import type { DeliveryDeps } from '../delivery/delivery-row.ts';
import { sayInForms } from '../delivery/message-form.ts';
import { composeDigest } from './digest-delivery.ts';

type ShowDigestsDeps = DeliveryDeps & Pick<Deps, 'logger'>;

/** On the wall where it was posted, and in managers' notes. */
const showAnew = async (deps: ShowDigestsDeps, week: WeekName): Promise<void> => {
  const { store, slack, installation } = deps;
  const { teamId } = installation;
  const key = deliveryKey.digest(teamId, week);
  const delivery = await store.deliveries.find(key);
  const { channelId, ts } = delivery?.sentTo ?? {};
  const composed = delivery && (await composeDigest(deps, delivery));
  if (channelId && ts && composed?.kind === 'send')
    await sayInForms(deps, key, composed, (form) =>
      slack.chat.update({ channel: channelId, ts, ...form }),
    ).catch((error: unknown) => {
      if (slackErrorCode(error) !== 'message_not_found') throw error;
    });
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
