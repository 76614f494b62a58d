import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { followLeaver } from '../../operations/plan/follow-plan.ts';
import type { PlanDeps } from '../../operations/plan/plan.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody may have left. */
export const createUserChangeEvent =
  (deps: PlanDeps) =>
  async ({ event }: Args): Promise<void> => {
    await followLeaver(deps, event.user.id);
  };
