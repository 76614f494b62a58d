import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { noteMovedChannel } from '../../operations/workspace/follow-channel.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'channel_id_changed'>;

/** A channel got another id, as when it is shared or moved within an organisation. */
export const createChannelIdEvent =
  (deps: Pick<Deps, 'store' | 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    const { old_channel_id: from, new_channel_id: to } = event;
    await noteMovedChannel(deps, { from, to }, deps.clock.now());
  };
