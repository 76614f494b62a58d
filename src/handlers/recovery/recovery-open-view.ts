import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type CustomerDataKind, guardTexts } from '../../domain/customer-data.ts';
import { type OpenOutcome, openRecovery, type TeamFaults } from '../../operations/recovery/open-recovery.ts';
import { callbackIds, recoveryFormIds as ids } from '../../views/ids.ts';
import {
  incompleteWords,
  ineligibleWords,
  notEligibleWords,
  openedBeforeWords,
  tooManyWords,
  unaskedWords,
  wordsFaultWords,
} from '../../views/recovery/recovery-fault.ts';
import {
  type RecoveryFormValues,
  recoveryForm,
  type TeamFormValues,
} from '../../views/recovery/recovery-form.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { ownFor } from './open-recovery.ts';
import { type AnswerDeps, cardModal } from './recovery-answer.ts';
import { completeWords, readTeam, readWords, teamFrom } from './recovery-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Beside the field that has whoever it is about. */
export const teamErrors = async (
  { people }: Pick<Deps, 'people'>,
  { ownerId }: TeamFormValues,
  { ineligible, unasked, isTooMany }: TeamFaults,
): Promise<Record<string, string>> => {
  const blockOf = (userId: string): string => (userId === ownerId ? ids.owner : ids.helpers);
  const { people: found } = await people.findAll(ineligible, 500);
  const inBlock = (blockId: string): string[] =>
    ineligible
      .filter((userId) => blockOf(userId) === blockId)
      .map((userId) => found.get(userId)?.name ?? 'Somebody');
  const named = [ids.owner, ids.helpers].flatMap((blockId): [string, string][] =>
    inBlock(blockId).length > 0 ? [[blockId, ineligibleWords(inBlock(blockId))]] : [],
  );
  return {
    ...Object.fromEntries(unasked.map((userId) => [blockOf(userId), unaskedWords])),
    ...Object.fromEntries(named),
    ...(isTooMany && { [ids.helpers]: tooManyWords }),
  };
};

const errorsOf = async (
  deps: AnswerDeps,
  outcome: OpenOutcome,
  team: TeamFormValues,
): Promise<FormErrors> => {
  if (outcome.kind === 'opened') return undefined;
  if (outcome.kind === 'opened-before') return { [ids.what]: openedBeforeWords };
  if (outcome.kind === 'not-eligible') return { [ids.what]: notEligibleWords };
  return { ...wordsFaultWords(outcome.words), ...(await teamErrors(deps, team, outcome.team)) };
};

/** The form again, with a question. */
const askAboutCustomerData = async (
  deps: AnswerDeps,
  { ack, body, view }: Pick<Args, 'ack' | 'body' | 'view'>,
  values: RecoveryFormValues & TeamFormValues,
  customerData: readonly CustomerDataKind[],
  callbackId: string,
): Promise<void> => {
  const own = await storedInTime(deps, 'recovery', ownFor(deps, body.user.id));
  const nothing = { shown: [], others: 0 };
  const form = { ...values, own: own.kind === 'stored' ? own.outcome : nothing, customerData, callbackId };
  await ack({ response_action: 'update', view: recoveryForm({ ...form, metadata: view.private_metadata }) });
};

/** A form that another feature opens: what it is opened because of, or why it cannot be. */
interface OpenForm {
  callbackId: string;
  origin: (
    deps: AnswerDeps,
    metadata: string,
    userId: string,
  ) => Promise<{ originWinId?: string } | { refusal: string }>;
}

/** Open it: stored before the form closes, and the card comes in its place. */
export const createRecoveryOpenViewFor =
  ({ callbackId, origin }: OpenForm) =>
  (deps: AnswerDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const { values: state } = view.state;
    const userId = body.user.id;
    const team = readTeam(state);
    const zone = await zoneInTime(deps);
    const choice = readCustomerDataChoice(state);
    const guarded = guardTexts(readWords(state), ['what', 'customerAlias'], choice, zone);
    if (guarded.kind === 'ask')
      return askAboutCustomerData(
        deps,
        { ack, body, view },
        { ...readWords(state), ...team },
        guarded.customerData,
        callbackId,
      );
    const words = completeWords(guarded.values);
    if (!words) return keepOpen(ack, ids.knows, incompleteWords);
    const form = { formId: view.id, userId, words, team: teamFrom(team, userId) };
    const work = async () => {
      const from = await origin(deps, view.private_metadata, userId);
      if ('refusal' in from) return { errors: { [ids.what]: from.refusal }, shown: undefined };
      const outcome = await openRecovery(deps, { ...form, ...from }, deps.clock.now());
      const errors = await errorsOf(deps, outcome, form.team);
      const shown =
        outcome.kind === 'opened' ? await cardModal(deps, outcome.opened, { isNew: true }) : undefined;
      return { errors, shown };
    };
    const stored = await storedInTime(deps, 'recovery', work());
    await closeForm(ack, stored, {
      errorsOf: ({ errors }) => errors,
      silentAt: ids.what,
      shownInstead: ({ shown }) => shown,
    });
  };

/** Of the form that `/brag recover` opens. */
export const createRecoveryOpenView = createRecoveryOpenViewFor({
  callbackId: callbackIds.recoveryOpen,
  origin: async () => ({}),
});
