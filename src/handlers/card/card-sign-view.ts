import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { readLine } from '../../domain/card.ts';
import { type CustomerDataKind, guardCustomerData } from '../../domain/customer-data.ts';
import { type OpenCard, openCard, type SignRefused } from '../../operations/card/open-card.ts';
import { type SignDeps, signCard } from '../../operations/card/sign-card.ts';
import { heroNamesIn } from '../../operations/win/win-message.ts';
import { unknownForm } from '../../views/apology.ts';
import { cardForm, lineFaultWords, signedResult, signRefusals } from '../../views/card/card-form.ts';
import { cardFormIds as ids } from '../../views/ids.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { cardMetadata } from './card-form-values.ts';
import { cardFormOf } from './card-sign-action.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type SignViewDeps = SignDeps & Pick<Deps, 'clock'>;

const errorsOf = (outcome: OpenCard | SignRefused): FormErrors =>
  outcome.kind === 'refused' ? { [ids.line]: signRefusals[outcome.why] } : undefined;

/** The form again, with a question. */
const askAboutCustomerData = async (
  deps: SignViewDeps,
  { ack, body }: Pick<Args, 'ack' | 'body'>,
  { winId, typed }: { winId: string; typed: string },
  customerData: readonly CustomerDataKind[],
): Promise<void> => {
  const found = await storedInTime(deps, 'card', openCard(deps, winId, body.user.id));
  if (found.kind !== 'stored') return keepOpen(ack, ids.line, unstoredForm[found.kind]);
  const card = found.outcome;
  if (card.kind === 'refused') return keepOpen(ack, ids.line, signRefusals[card.why]);
  await ack({ response_action: 'update', view: cardForm(cardFormOf(card, { typed, customerData })) });
};

/** Sign, in its form. The line is stored before the form closes. */
export const createCardSignView =
  (deps: SignViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = cardMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.line, unknownForm);
    const { winId } = metadata;
    const line = readLine(textIn(view.state.values, ids.line));
    if (line.kind !== 'line') return keepOpen(ack, ids.line, lineFaultWords(line));
    const typed = { typed: line.text };
    const guarded = guardCustomerData(
      typed,
      readCustomerDataChoice(view.state.values),
      await zoneInTime(deps),
    );
    if (guarded.kind === 'ask')
      return askAboutCustomerData(deps, { ack, body }, { winId, ...typed }, guarded.customerData);
    const { typed: text } = guarded.values;
    const work = signCard(deps, { winId, userId: body.user.id, text }, deps.clock.now());
    const stored = await storedInTime(deps, 'card', work);
    await closeForm(ack, stored, {
      errorsOf,
      silentAt: ids.line,
      shownInstead: (outcome) =>
        outcome.kind === 'open' ? signedResult(winId, heroNamesIn(outcome.win)) : undefined,
    });
  };
