import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type CustomerDataKind, guardTexts } from '../../domain/customer-data.ts';
import { tooLongIn } from '../../domain/plan.ts';
import { tryIdea } from '../../operations/idea/try-idea.ts';
import { type MakePlanDeps, makePlan, type PlanOutcome } from '../../operations/plan/make-plan.ts';
import { cardOf } from '../../operations/plan/plan.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { unknownForm } from '../../views/apology.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { planFormIds as ids } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { planMade } from '../../views/plan/plan-card.ts';
import { type PlanFormValues, planForm } from '../../views/plan/plan-form.ts';
import {
  dayFaultWords,
  needsCustomer,
  needsTreat,
  planRefusalWords,
  planTitle,
  planTooLong,
} from '../../views/plan/plan-words.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen, keepOpenWith } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { listsFor, type OpenPlanDeps } from './open-plan.ts';
import { type PlanMetadata, planMetadata, readPlanForm } from './plan-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type SaveDeps = MakePlanDeps & OpenPlanDeps & Pick<Deps, 'answerLater'>;

const errorsOf = (outcome: PlanOutcome): FormErrors => {
  if (outcome.kind === 'day-fault') return { [ids.day]: dayFaultWords[outcome.fault] };
  if (outcome.kind === 'refused') return { [ids.customer]: planRefusalWords[outcome.why] };
  return outcome.kind === 'day-refused' ? { [ids.customer]: refusalWords(outcome.why) } : undefined;
};

/** What is wrong with its texts, by block. */
const textErrors = (values: PlanFormValues, { fills }: PlanMetadata): Record<string, string> => {
  const blocks = { customerAlias: ids.customer, clue: ids.clue, treat: ids.treat(fills) };
  return {
    ...(values.customerAlias === undefined && { [blocks.customerAlias]: needsCustomer }),
    ...(values.treat === undefined && { [blocks.treat]: needsTreat }),
    ...Object.fromEntries(tooLongIn(values).map((name) => [blocks[name], planTooLong])),
  };
};

const askAboutCustomerData = async (
  deps: SaveDeps,
  { ack, body, view }: Pick<Args, 'ack' | 'body' | 'view'>,
  { metadata, values }: { metadata: PlanMetadata; values: PlanFormValues },
  customerData: readonly CustomerDataKind[],
): Promise<void> => {
  const lists = await listsFor(deps, body.user.id);
  const { fills, extras, taken, theme } = metadata;
  const form = { ...values, fills, extras, isGift: taken?.isGift === true, theme, ...lists, customerData };
  await ack({
    response_action: 'update',
    view: planForm({ ...form, metadata: view.private_metadata }),
  });
};

/** What was taken from the bank is tried from now on: nothing of the plan depends on it. */
const noteTried = (deps: SaveDeps, userId: string, { taken }: PlanMetadata): void => {
  if (taken) deps.background.run('plan', () => tryIdea(deps, userId, taken.id, deps.clock.now()));
};

/** The plan, in its form. It is stored before the form closes. */
export const createPlanSaveView =
  (deps: SaveDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = planMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.customer, unknownForm);
    const { values: state } = view.state;
    const values = readPlanForm(state, metadata);
    const errors = textErrors(values, metadata);
    if (Object.keys(errors).length > 0) return keepOpenWith(ack, errors);
    const choice = readCustomerDataChoice(state);
    const guarded = guardTexts(values, ['customerAlias', 'clue', 'treat'], choice, await zoneInTime(deps));
    if (guarded.kind === 'ask')
      return askAboutCustomerData(deps, { ack, body, view }, { metadata, values }, guarded.customerData);
    const userId = body.user.id;
    const { taken, day: challengeDay } = metadata;
    const request = {
      ...guarded.values,
      treat: guarded.values.treat ?? '',
      userId,
      formId: view.id,
      challengeDay,
      ...(taken && { ideaId: taken.id, isGift: taken.isGift }),
    };
    const now = deps.clock.now();
    const today = await todayOf(deps, userId, now);
    const stored = await storedInTime(deps, 'plan', makePlan(deps, request, now));
    const outcome = await closeForm(ack, stored, {
      errorsOf,
      silentAt: ids.customer,
      shownInstead: (made) =>
        made.kind === 'planned' && !metadata.responseUrl
          ? messageModal(planTitle, planMade(cardOf(made.plan, today)))
          : undefined,
    });
    if (outcome?.kind !== 'planned') return;
    noteTried(deps, userId, metadata);
    await deps.answerLater(metadata.responseUrl, planMade(cardOf(outcome.plan, today)));
  };
