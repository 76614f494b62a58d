import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { openPlan } from './open-plan.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** The button that stands for `/brag plan`. */
export const createPlanOpenAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    await openPlan(deps, { client, respond, userId: body.user.id, body });
  };
