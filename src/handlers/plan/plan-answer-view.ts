import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type CustomerDataKind, guardTexts } from '../../domain/customer-data.ts';
import { maxWinUnits } from '../../domain/win.ts';
import {
  type AnswerPlanDeps,
  markPlanDone,
  movePlan,
  type PlanDoneOutcome,
  recordLater,
} from '../../operations/plan/answer-plan.ts';
import { cardOf, findCard } from '../../operations/plan/plan.ts';
import { todayOf } from '../../operations/workspace/own-zone.ts';
import { unknownForm } from '../../views/apology.ts';
import { planFormIds as ids } from '../../views/ids.ts';
import { type Message, messageModal } from '../../views/message.ts';
import { planDoneForm } from '../../views/plan/plan-answer-form.ts';
import { laterAnswered, type PlanCard, planMessage } from '../../views/plan/plan-card.ts';
import {
  dayFaultWords,
  needsStand,
  planRefusalWords,
  plansTitle,
  planTitle,
  planTooLong,
  winNeedsNote,
} from '../../views/plan/plan-words.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { dayIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { type AnswerAuthorDeps, answerToAuthor, faultInForm } from '../win/answer-author.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { planAnswerMetadata, planMoveMetadata, readPlanDone, readPlanLater } from './plan-form-values.ts';
import { listOf } from './plan-list-action.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type AnswerDeps = AnswerPlanDeps & AnswerAuthorDeps & Pick<Deps, 'answerLater'>;
type Metadata = NonNullable<ReturnType<typeof planAnswerMetadata.read>>;

/** What only they see is replaced; a list of plans beneath the form is shown anew; a note is by itself. */
const show = async (
  deps: AnswerDeps,
  { client, view, body }: Pick<Args, 'client' | 'view' | 'body'>,
  { isPrivate, responseUrl }: Metadata,
  message: Message,
): Promise<void> => {
  if (!isPrivate) return;
  if (responseUrl) return deps.answerLater(responseUrl, message, { replaces: true });
  if (!view.previous_view_id) return;
  try {
    const list = messageModal(plansTitle, await listOf(deps, body.user.id));
    await client.views.update({ view_id: view.previous_view_id, view: list });
  } catch (error) {
    deps.logger.warn({ feature: 'plan', err: error }, 'the plans beneath a form could not be shown anew');
  }
};

const doneErrors = (outcome: PlanDoneOutcome): FormErrors => {
  if (outcome.kind === 'refused') return { [ids.note]: planRefusalWords[outcome.why] };
  return outcome.kind === 'faulty' ? { [ids.note]: faultInForm(outcome.fault) } : undefined;
};

type Done = ReturnType<typeof readPlanDone>;

/** Asks about customer data: in a form that still shows what it is about. */
const askAgain = async (
  { ack, view }: Args,
  metadata: Metadata,
  card: PlanCard,
  customerData: readonly CustomerDataKind[],
): Promise<void> => {
  const { note: typed = '', ...values } = readPlanDone(view.state.values);
  const asked = planAnswerMetadata.write({ ...metadata, isWallAsked: values.isWin });
  const form = { metadata: asked, card, typed, ...values, customerData };
  await ack({ response_action: 'update', view: planDoneForm(form) });
};

/** What was kept for whoever may read a plan was not kept for the wall: then it is asked once more. */
const guardDone = (
  { view }: Args,
  { isWallAsked }: Metadata,
  { note, customerAlias, isWin }: Done,
  card: PlanCard,
  zone: string,
) => {
  const chosen = readCustomerDataChoice(view.state.values);
  const choice = isWin && !isWallAsked && chosen === 'keep' ? undefined : chosen;
  const alias = isWin ? (card.customerAlias ?? customerAlias) : customerAlias;
  return guardTexts({ note, customerAlias: alias }, ['note', 'customerAlias'], choice, zone);
};

/** Done, in its form. It is stored before the form closes. */
export const createPlanDoneView =
  (deps: AnswerDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, body, view } = args;
    const metadata = planAnswerMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.note, unknownForm);
    const said = readPlanDone(view.state.values);
    const { note, rungAfter, isWin } = said;
    if (isWin && !note) return keepOpen(ack, ids.note, winNeedsNote);
    if (note && note.length > maxWinUnits) return keepOpen(ack, ids.note, planTooLong);
    const { planId } = metadata;
    const [userId, now] = [body.user.id, deps.clock.now()];
    const found = await storedInTime(deps, 'plan', findCard(deps, planId, userId, now));
    if (found.kind !== 'stored') return keepOpen(ack, ids.note, unstoredForm[found.kind]);
    const card = found.outcome;
    if (!card) return keepOpen(ack, ids.note, planRefusalWords.gone);
    const guarded = guardDone(args, metadata, said, card, await zoneInTime(deps));
    if (guarded.kind === 'ask') return askAgain(args, metadata, card, guarded.customerData);
    const answer = { planId, userId, formId: view.id, ...guarded.values, rungAfter, isWin };
    const stored = await storedInTime(deps, 'plan', markPlanDone(deps, answer, now));
    const { today } = card;
    const outcome = await closeForm(ack, stored, {
      errorsOf: doneErrors,
      silentAt: ids.note,
      // From Home there is no message to say it in.
      shownInstead: (said) =>
        said.kind === 'done' && !metadata.responseUrl && !view.previous_view_id
          ? messageModal(planTitle, planMessage(cardOf(said.plan, today, now)))
          : undefined,
    });
    if (outcome?.kind !== 'done') return;
    await show(deps, args, metadata, planMessage(cardOf(outcome.plan, today, now)));
    if (outcome.win)
      await deps.answerLater(metadata.responseUrl, await answerToAuthor(deps, outcome.win, userId));
  };

/** To another day, in its form. */
export const createPlanMoveView =
  (deps: AnswerDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, body, view } = args;
    const metadata = planMoveMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.day, unknownForm);
    const { planId, moves } = metadata;
    const [userId, now] = [body.user.id, deps.clock.now()];
    const work = movePlan(deps, { planId, userId, moves, day: dayIn(view.state.values, ids.day) }, now);
    const outcome = await closeForm(ack, await storedInTime(deps, 'plan', work), {
      errorsOf: (moved) => {
        if (moved.kind === 'day-fault') return { [ids.day]: dayFaultWords[moved.fault] };
        return moved.kind === 'refused' ? { [ids.day]: planRefusalWords[moved.why] } : undefined;
      },
      silentAt: ids.day,
    });
    if (outcome?.kind !== 'moved') return;
    await show(deps, args, metadata, planMessage(cardOf(outcome.plan, await todayOf(deps, userId, now))));
  };

/** Where they are now, in its form. */
export const createPlanLaterView =
  (deps: AnswerDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, body, view } = args;
    const metadata = planAnswerMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.stand, unknownForm);
    const { later, evidence } = readPlanLater(view.state.values);
    if (!later) return keepOpen(ack, ids.stand, needsStand);
    const answer = { planId: metadata.planId, userId: body.user.id, formId: view.id, later, evidence };
    const work = recordLater(deps, answer, deps.clock.now());
    const outcome = await closeForm(ack, await storedInTime(deps, 'plan', work), {
      errorsOf: (said) => (said.kind === 'refused' ? { [ids.stand]: planRefusalWords[said.why] } : undefined),
      silentAt: ids.stand,
    });
    if (outcome?.kind === 'said') await show(deps, args, metadata, laterAnswered(cardOf(outcome.plan, '')));
  };
