import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { followLeaver } from '../../operations/plan/follow-plan.ts';
import type { PlanDeps } from '../../operations/plan/plan.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody may have left. */
export const createUserChangeEvent =
  (deps: PlanDeps & Pick<Deps, 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    deps.people.update(event.user, deps.clock.now());
    await followLeaver(deps, event.user.id);
  };
