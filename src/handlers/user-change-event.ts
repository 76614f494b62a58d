import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody's name, rights or state changed. */
export const createUserChangeEvent =
  ({ people }: Pick<Deps, 'people'>) =>
  async ({ event }: Args): Promise<void> => {
    people.update(event.user);
  };
