import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { guardTexts } from '../../domain/customer-data.ts';
import {
  type ChangeOutcome,
  changeTeam,
  planRecovery,
  rewriteRecovery,
} from '../../operations/recovery/change-recovery.ts';
import type { OpenedRecovery } from '../../operations/recovery/recovery-access.ts';
import { shownOf } from '../../operations/recovery/recovery-card.ts';
import { ownZone } from '../../operations/workspace/own-zone.ts';
import { unknownForm } from '../../views/apology.ts';
import { recoveryFormIds as ids } from '../../views/ids.ts';
import { planNow, whatHappened } from '../../views/recovery/recovery-card.ts';
import {
  incompleteWords,
  overtakenNotice,
  teamNow,
  wordsFaultWords,
} from '../../views/recovery/recovery-fault.ts';
import { recoveryEditForm, recoveryTeamForm } from '../../views/recovery/recovery-form.ts';
import { planFaultWords, recoveryPlanForm, wordNeedsBoth } from '../../views/recovery/recovery-plan-form.ts';
import { recoveryRefusalText } from '../../views/recovery/recovery-words.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { type AnswerDeps, showBeneath } from './recovery-answer.ts';
import {
  changeMetadata,
  completeWords,
  planFrom,
  readPlan,
  readTeam,
  readWords,
  teamFrom,
} from './recovery-form-values.ts';
import { teamErrors } from './recovery-open-view.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type FormArgs = Pick<Args, 'ack' | 'client' | 'view'>;

/** How a form about a recovery says what became of it. */
interface Answer<F> {
  /** The block beside which is said what is about the whole form. */
  blockId: string;
  errorsOf: (faults: F) => Promise<Record<string, string>> | Record<string, string>;
  /** The form again with what was filled in, on top of what somebody else made of it meanwhile. */
  again: (opened: OpenedRecovery, metadata: string) => Promise<ModalView>;
}

interface Shown {
  errors: FormErrors;
  again: ModalView | undefined;
  opened: OpenedRecovery | undefined;
}

const shownFor = async <F>(
  outcome: ChangeOutcome<F>,
  { blockId, errorsOf, again }: Answer<F>,
): Promise<Shown> => {
  const nothing = { errors: undefined, again: undefined, opened: undefined };
  if (outcome.kind === 'changed') return { ...nothing, opened: outcome.opened };
  if (outcome.kind === 'refused')
    return { ...nothing, errors: { [blockId]: recoveryRefusalText(outcome.why) } };
  if (outcome.kind === 'faulty') return { ...nothing, errors: await errorsOf(outcome.faults) };
  const { _id: id, edition } = outcome.opened.recovery;
  return { ...nothing, again: await again(outcome.opened, changeMetadata.write({ id, edition })) };
};

/** Stores what the form says, closes it, and shows the card beneath it as it is then. */
const answer = async <F>(
  deps: AnswerDeps,
  { ack, client, view }: FormArgs,
  work: Promise<ChangeOutcome<F>>,
  how: Answer<F>,
): Promise<void> => {
  const shown = work.then((outcome) => shownFor(outcome, how));
  const stored = await storedInTime(deps, 'recovery', shown);
  const closed = await closeForm(ack, stored, {
    errorsOf: ({ errors }) => errors,
    silentAt: how.blockId,
    shownInstead: ({ again }) => again,
  });
  if (closed?.opened) await showBeneath(deps, client, view, closed.opened);
};

/** Offer and days. */
export const createRecoveryPlanView =
  (deps: AnswerDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const ref = changeMetadata.read(view.private_metadata);
    if (!ref) return keepOpen(ack, ids.offer, unknownForm);
    const state = view.state.values;
    const values = readPlan(state);
    const { zone, recoveryBudget: budget } = await deps.workspace();
    const again = (metadata: string, more: Partial<Parameters<typeof recoveryPlanForm>[0]>) =>
      recoveryPlanForm({ ...values, metadata, budget, customerData: [], ...more });
    const guarded = guardTexts(values, ['offer', 'cost'], readCustomerDataChoice(state), zone);
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      await ack({ response_action: 'update', view: again(view.private_metadata, { customerData }) });
      return;
    }
    const plan = planFrom(guarded.values, await ownZone(deps, body.user.id));
    if (!plan) return keepOpen(ack, ids.updateTime, wordNeedsBoth);
    const work = planRecovery(deps, { ...ref, userId: body.user.id }, plan, deps.clock.now());
    await answer(deps, { ack, client, view }, work, {
      blockId: ids.offer,
      errorsOf: planFaultWords,
      again: async ({ recovery }, metadata) =>
        again(metadata, { notice: overtakenNotice(planNow(await shownOf(deps, recovery))) }),
    });
  };

/** Who works on it. */
export const createRecoveryTeamView =
  (deps: AnswerDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const ref = changeMetadata.read(view.private_metadata);
    if (!ref) return keepOpen(ack, ids.owner, unknownForm);
    const values = readTeam(view.state.values);
    const userId = body.user.id;
    const team = teamFrom(values, userId);
    const work = changeTeam(deps, { ...ref, userId }, team, deps.clock.now());
    await answer(deps, { ack, client, view }, work, {
      blockId: ids.owner,
      errorsOf: (faults) => teamErrors(deps, team, faults),
      again: async ({ recovery: { ownerId, helperIds } }, metadata) =>
        recoveryTeamForm({ ...values, metadata, notice: overtakenNotice(teamNow(ownerId, helperIds)) }),
    });
  };

/** Edit: what went wrong, in its owner's words. */
export const createRecoveryEditView =
  (deps: AnswerDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const ref = changeMetadata.read(view.private_metadata);
    if (!ref) return keepOpen(ack, ids.what, unknownForm);
    const state = view.state.values;
    const values = readWords(state);
    const choice = readCustomerDataChoice(state);
    const guarded = guardTexts(values, ['what', 'customerAlias'], choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const form = recoveryEditForm({ ...values, metadata: view.private_metadata, customerData });
      await ack({ response_action: 'update', view: form });
      return;
    }
    const words = completeWords(guarded.values);
    if (!words) return keepOpen(ack, ids.knows, incompleteWords);
    const work = rewriteRecovery(deps, { ...ref, userId: body.user.id }, words, deps.clock.now());
    await answer(deps, { ack, client, view }, work, {
      blockId: ids.what,
      errorsOf: wordsFaultWords,
      again: async ({ recovery }, metadata) =>
        recoveryEditForm({
          ...values,
          metadata,
          customerData: [],
          notice: overtakenNotice(`It says now: ${whatHappened(recovery)}`),
        }),
    });
  };
