import type { Deps } from '../../deps.ts';
import type { DeliveryDeps, DeliveryTable } from './delivery-row.ts';
import { updateDelivered } from './message-refresher.ts';

/**
 * Shows in place of what a delivery said what there is to say now, and takes it away when that is nothing. Throws what Slack
 * says against it. Nothing happens when it was never sent.
 */
export const createDeliveryShower =
  (deps: DeliveryDeps & Pick<Deps, 'fanOut' | 'logger'>, deliveries: DeliveryTable): Deps['showDelivery'] =>
  async (key) => {
    const delivery = await deps.store.deliveries.find(key);
    const row = delivery && deliveries[delivery.kind];
    const { channelId, ts } = delivery?.sentTo ?? {};
    if (!row || !channelId || !ts) return;
    const composed = await row.compose(deps, delivery);
    if (composed.kind === 'wait') return;
    if (composed.kind === 'skip') await deps.fanOut.chat.delete({ channel: channelId, ts });
    else await updateDelivered({ ...deps, slack: deps.fanOut }, key, composed);
  };
