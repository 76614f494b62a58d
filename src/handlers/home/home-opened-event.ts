import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'app_home_opened'>;

/** Somebody opened Home. Slack tells of the messages tab in the same way. */
export const createHomeOpenedEvent =
  (deps: Pick<Deps, 'showHome'>) =>
  async ({ event }: Args): Promise<void> => {
    if (event.tab === 'home') await deps.showHome(event.user);
  };
