import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { changeDetails } from '../../operations/win/change-part.ts';
import type { ChangeOutcome } from '../../operations/win/change-win.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { detailsForm } from '../../views/win/details-form.ts';
import { changeRefusals } from '../../views/win/win-answer.ts';
import { principleNamesInTime, zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { answerAnew } from './answer-anew.ts';
import { faultInForm } from './answer-author.ts';
import type { ChangeDeps } from './win-change-view.ts';
import { detailsMetadata, readCustomerDataChoice, readWinDetails } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** All of it beside the first field: text and people are not in this form. */
const errorsOf = (outcome: ChangeOutcome): FormErrors => {
  if (outcome.kind === 'saved') return undefined;
  const words = outcome.kind === 'refused' ? faultInForm(outcome.fault) : changeRefusals[outcome.kind];
  return { [ids.customer]: words };
};

/** Save in the form for a win's details. */
export const createWinDetailsView =
  (deps: ChangeDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = detailsMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.customer, unknownForm);
    const typed = { typed: '', ...readWinDetails(view.state.values) };
    const choice = readCustomerDataChoice(view.state.values);
    const guarded = guardCustomerData(typed, choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const principleNames = await principleNamesInTime(deps);
      const asked = { metadata: view.private_metadata, principleNames, customerData: guarded.customerData };
      return ack({
        response_action: 'update',
        view: detailsForm({ ...typed, ...asked, words: metadata.words }),
      });
    }
    const { typed: _, ...details } = guarded.values;
    const { winId, edition } = metadata;
    const work = changeDetails(deps, { winId, edition, details }, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'win', work);
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.customer });
    if (outcome?.kind === 'saved')
      await answerAnew(deps, metadata, outcome.credit, { client, view, userId: body.user.id });
  };
