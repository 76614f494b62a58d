import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { cardOf } from '../../operations/plan/plan.ts';
import { type TryPlanDeps, tryPlan } from '../../operations/plan/try-plan.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { paragraph } from '../../views/message.ts';
import { planMade } from '../../views/plan/plan-card.ts';
import { planRefusalWords } from '../../views/plan/plan-words.ts';
import { answerInPlace } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** *Try it*, at a little extra: a plan for today, in the place of the idea, with where it went. */
export const createPlanTryAction =
  (deps: TryPlanDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const [userId, now] = [body.user.id, deps.clock.now()];
    const tried = await tryPlan(deps, userId, action.value ?? '', now);
    const message =
      tried.kind === 'refused'
        ? paragraph(planRefusalWords[tried.why])
        : planMade(cardOf(tried.plan, await todayOf(deps, userId, now)));
    await answerInPlace(respond, body, message);
  };
