import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { guardTexts } from '../../domain/customer-data.ts';
import { closeRecovery, type EndOutcome } from '../../operations/recovery/end-recovery.ts';
import { unknownForm } from '../../views/apology.ts';
import { recoveryFormIds as ids } from '../../views/ids.ts';
import {
  causeMissing,
  changeFaultWords,
  recoveryCloseForm,
} from '../../views/recovery/recovery-close-form.ts';
import { endRefusalText } from '../../views/recovery/recovery-end.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { type AnswerDeps, cardModal } from './recovery-answer.ts';
import { closeMetadata, readEnd } from './recovery-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const errorsOf = (outcome: EndOutcome): FormErrors => {
  if (outcome.kind === 'faulty') return { [ids.change]: changeFaultWords[outcome.fault] };
  if (outcome.kind === 'changed') return undefined;
  return { [ids.change]: endRefusalText(outcome.why, outcome.opened?.recovery) };
};

/** Close it: stored before the form closes, and the card comes in its place. */
export const createRecoveryCloseView =
  (deps: AnswerDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = closeMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.change, unknownForm);
    const state = view.state.values;
    const values = readEnd(state);
    const guarded = guardTexts(values, ['change'], readCustomerDataChoice(state), await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const form = { ...values, metadata: view.private_metadata, customerData: guarded.customerData };
      await ack({ response_action: 'update', view: recoveryCloseForm(form) });
      return;
    }
    const { cause, change } = guarded.values;
    if (!cause) return keepOpen(ack, ids.cause, causeMissing);
    const { id: recoveryId, times } = metadata;
    const ref = { recoveryId, times, userId: body.user.id, formId: view.id };
    const work = async () => {
      const outcome = await closeRecovery(deps, ref, { cause, change }, deps.clock.now());
      const shown = outcome.kind === 'changed' ? await cardModal(deps, outcome.opened) : undefined;
      return { outcome, shown };
    };
    const stored = await storedInTime(deps, 'recovery', work());
    await closeForm(ack, stored, {
      errorsOf: ({ outcome }) => errorsOf(outcome),
      silentAt: ids.change,
      shownInstead: ({ shown }) => shown,
    });
  };
