import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { sizeOfMinutes } from '../../domain/plan.ts';
import { planGone } from '../../views/plan/plan-card.ts';
import { planForm } from '../../views/plan/plan-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { findExtras, listsFor, type OpenPlanDeps } from './open-plan.ts';
import { type PlanMetadata, planMetadata, readPlanForm } from './plan-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** As many as the form's metadata holds. */
const mostRemembered = 15;

type Next = { metadata: PlanMetadata; treat?: string; minutes?: number };

/** Shows the open form with other extras, or one of them taken; what was typed stays. */
const createExtrasAction =
  (nextOf: (deps: OpenPlanDeps, metadata: PlanMetadata, args: Args) => Promise<Next | undefined>) =>
  (deps: OpenPlanDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, body, client, respond } = args;
    await ack();
    const { view } = body;
    const metadata = view && planMetadata.read(view.private_metadata);
    if (!view || !metadata) return answerPrivately(respond, planGone);
    const next = await nextOf(deps, metadata, args);
    if (!next) return;
    const values = readPlanForm(view.state.values, metadata);
    const form = planForm({
      ...values,
      ...(await listsFor(deps, body.user.id)),
      ...(next.treat !== undefined && { treat: next.treat }),
      ...(next.minutes !== undefined && { size: sizeOfMinutes(next.minutes) }),
      metadata: planMetadata.write(next.metadata),
      fills: next.metadata.fills,
      extras: next.metadata.extras,
      isGift: next.metadata.taken?.isGift === true,
      theme: next.metadata.theme,
      customerData: [],
    });
    await client.views.update({ view_id: view.id, view: form });
  };

/** One of the three becomes the treat. */
export const createPlanTakeAction = createExtrasAction(async (_deps, metadata, { action }) => {
  const extra = metadata.extras.find(({ id }) => id === action.value);
  if (!extra) return undefined;
  const { id, isGift, text, minutes } = extra;
  return {
    metadata: { ...metadata, fills: metadata.fills + 1, taken: { id, isGift } },
    treat: text,
    minutes,
  };
});

export const createPlanOthersAction = createExtrasAction(async (deps, metadata, { body }) => {
  const extras = await findExtras(deps, body.user.id, metadata.shown);
  const shown = [...metadata.shown, ...extras.map(({ id }) => id)].slice(-mostRemembered);
  return { metadata: { ...metadata, extras, shown } };
});
