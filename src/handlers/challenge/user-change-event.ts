import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { followPerson } from '../../operations/challenge/follow-person.ts';
import type { JoinDeps } from '../../operations/challenge/join-challenge.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody's name, rights, state or time zone changed. */
export const createUserChangeEvent =
  (deps: JoinDeps & Pick<Deps, 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    await followPerson(deps, event.user.id, deps.clock.now());
  };
