import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { readLine } from '../../domain/card.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { type ThankDeps, type ThankRefusal, thankSigners } from '../../operations/card/thank-signers.ts';
import { unknownForm } from '../../views/apology.ts';
import { lineFaultWords } from '../../views/card/card-form.ts';
import { thanked, thanksForm, thanksRefusals } from '../../views/card/card-thanks.ts';
import { cardFormIds as ids } from '../../views/ids.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { thanksMetadata } from './card-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const errorsOf = (outcome: 'said' | ThankRefusal): FormErrors =>
  outcome === 'said' ? undefined : { [ids.thanks]: thanksRefusals[outcome] };

/** Post it, in the form that thanks everybody who signed a card. */
export const createCardThankView =
  (deps: ThankDeps & Pick<Deps, 'workspace' | 'logger' | 'clock' | 'answerLater'>) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = thanksMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.thanks, unknownForm);
    const line = readLine(textIn(view.state.values, ids.thanks));
    if (line.kind !== 'line') return keepOpen(ack, ids.thanks, lineFaultWords(line));
    const choice = readCustomerDataChoice(view.state.values);
    const guarded = guardCustomerData({ typed: line.text }, choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const form = {
        typed: line.text,
        customerData: guarded.customerData,
        metadata: view.private_metadata,
      };
      await ack({ response_action: 'update', view: thanksForm(form) });
      return;
    }
    const said = { partKey: metadata.partKey, userId: body.user.id, text: guarded.values.typed };
    const stored = await storedInTime(deps, 'card', thankSigners(deps, said, deps.clock.now()));
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.thanks });
    if (outcome) await deps.answerLater(metadata.responseUrl, thanked);
  };
