import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { readLine } from '../../domain/card.ts';
import { type CustomerDataKind, guardCustomerData } from '../../domain/customer-data.ts';
import { openRecognition, type RecogniseDeps, recognise } from '../../operations/digest/recognise.ts';
import { unknownForm } from '../../views/apology.ts';
import { lineFaultWords } from '../../views/card/card-form.ts';
import { recognisedResult, recogniseForm, recognitionRefusals } from '../../views/digest/recognition.ts';
import { recognitionFormIds as ids } from '../../views/ids.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, keepOpen } from '../form-answer.ts';
import { chosenIn, textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { recognisable, recogniseMetadata } from './recognise-form.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = RecogniseDeps & Pick<Deps, 'clock'>;

/** The form again, with a question. */
const askAboutCustomerData = async (
  deps: ViewDeps,
  { ack, body, view }: Pick<Args, 'ack' | 'body' | 'view'>,
  { winIds, chosenId, typed }: { winIds: readonly string[]; chosenId: string; typed: string },
  customerData: readonly CustomerDataKind[],
): Promise<void> => {
  const ordered = [chosenId, ...winIds.filter((winId) => winId !== chosenId)];
  const found = await storedInTime(deps, 'digest', openRecognition(deps, ordered, body.user.id));
  if (found.kind !== 'stored') return keepOpen(ack, ids.reason, unstoredForm[found.kind]);
  const open = found.outcome;
  if (open.kind === 'refused') return keepOpen(ack, ids.reason, recognitionRefusals[open.why]);
  const wins = open.wins.map(recognisable);
  const form = { wins, chosenId, typed, customerData, metadata: view.private_metadata };
  await ack({ response_action: 'update', view: recogniseForm(form) });
};

/** Recognise, in its form. The words are stored before the form closes. */
export const createDigestRecogniseView =
  (deps: ViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = recogniseMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.reason, unknownForm);
    const { winIds } = metadata;
    const state = view.state.values;
    const winId = chosenIn(state, ids.win) ?? winIds[0] ?? '';
    const line = readLine(textIn(state, ids.reason));
    if (line.kind !== 'line') return keepOpen(ack, ids.reason, lineFaultWords(line));
    const typed = { typed: line.text };
    const guarded = guardCustomerData(typed, readCustomerDataChoice(state), await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const form = { winIds, chosenId: winId, ...typed };
      return askAboutCustomerData(deps, { ack, body, view }, form, guarded.customerData);
    }
    const said = { winId, userId: body.user.id, reason: guarded.values.typed };
    const stored = await storedInTime(deps, 'digest', recognise(deps, said, deps.clock.now()));
    await closeForm(ack, stored, {
      errorsOf: (outcome) =>
        outcome.kind === 'refused' ? { [ids.reason]: recognitionRefusals[outcome.why] } : undefined,
      silentAt: ids.reason,
      shownInstead: (outcome) =>
        outcome.kind === 'open' ? recognisedResult(recognisable(outcome.win)) : undefined,
    });
  };
