import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { cardOf, type PlanDeps } from '../../operations/plan/plan.ts';
import { readSharedPlans } from '../../operations/plan/shared-plans.ts';
import { offerMonth } from '../../operations/plan/surprise-offer.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { type Message, messageModal, paragraph } from '../../views/message.ts';
import {
  mostListed,
  myPlans,
  sharedForManagers,
  sharedPlans,
  sharedTitle,
} from '../../views/plan/plan-list.ts';
import { plansTitle } from '../../views/plan/plan-words.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { freshPlanForm, type OpenPlanDeps } from './open-plan.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ListDeps = PlanDeps & Pick<Deps, 'clock'>;

/** Somebody's open plans. */
export const listOf = async (deps: ListDeps, userId: string): Promise<Message> => {
  const plans = await deps.store.plans.openOf(userId, mostListed + 1);
  const today = await todayOf(deps, userId, deps.clock.now());
  const cards = plans.slice(0, mostListed).map((plan) => cardOf(plan, today));
  return myPlans(cards, plans.length > mostListed);
};

const over = async ({ client, body, respond }: Args, title: string, message: Message): Promise<void> => {
  const doubt = await openForm(client, body, messageModal(title, message));
  if (doubt) await answerPrivately(respond, doubt);
};

export const createPlanMineAction =
  (deps: ListDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await over(args, plansTitle, await listOf(deps, args.body.user.id));
  };

/** For managers, from the form and from their digest. */
export const createPlanSharedAction =
  (deps: ListDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const found = await readSharedPlans(deps, args.body.user.id, deps.clock.now());
    await over(args, sharedTitle, found ? sharedPlans(found) : sharedForManagers);
  };

/** On Home: the form for one of the quiet customers. */
export const createPlanSurpriseAction =
  (deps: OpenPlanDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const filled = { userId: body.user.id, responseUrl: body.response_url, customerAlias: action.value };
    const doubt = await openForm(client, body, await freshPlanForm(deps, filled));
    if (doubt) await answerPrivately(respond, doubt);
  };

/** On Home: no more of the offer this month. Home is shown anew by itself. */
export const createPlanPutAwayAction =
  (deps: ListDeps) =>
  async ({ ack, body, respond }: Args): Promise<void> => {
    await ack();
    const now = deps.clock.now();
    await deps.store.homes.putOfferAway(body.user.id, await offerMonth(deps, now));
    if (body.view?.type !== 'home')
      await answerPrivately(
        respond,
        paragraph('All right, not this month. `/brag plan` is there whenever you like.'),
      );
  };
