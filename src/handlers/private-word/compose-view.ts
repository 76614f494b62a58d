import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { type GiveOutcome, givePrivateWord } from '../../operations/private-word/give-private-word.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { givenAnswer, nobodyLeft, privateFaults } from '../../views/private-word/private-word-answer.ts';
import { composerTitle } from '../../views/win/win-answer.ts';
import { type WinFormValues, winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime, zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { showInModal } from '../win/answer-anew.ts';
import { faultInForm } from '../win/answer-author.ts';
import { createWinComposeView } from '../win/win-compose-view.ts';
import { composeMetadata, readCustomerDataChoice, readWinForm } from '../win/win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const errorsOf = (outcome: GiveOutcome): FormErrors => {
  switch (outcome.kind) {
    case 'given':
      return undefined;
    case 'outsider':
      return { [ids.text]: privateFaults.outsider };
    case 'refused':
      return { [ids.text]: faultInForm(outcome.fault) };
    case 'nobody-chosen':
      return { [ids.people]: privateFaults['nobody-chosen'] };
    case 'nobody-left':
      return { [ids.people]: nobodyLeft(outcome.leftOut) };
  }
};

const answerIn = (outcome: GiveOutcome) =>
  outcome.kind === 'given' ? messageModal(composerTitle, givenAnswer(outcome)) : undefined;

/** Stores the words for those alone, and answers where the form was opened. */
const give = async (
  deps: Deps,
  { ack, body, client, view }: Args,
  { typed, userIds, helperIds: _none, isOnlyToThem: _ticked, ...details }: WinFormValues,
  { isOnHome, responseUrl }: NonNullable<ReturnType<typeof composeMetadata.read>>,
): Promise<void> => {
  const submission = { authorId: body.user.id, typed, userIds, details };
  const work = givePrivateWord(deps, submission, deps.clock.now());
  const stored = await storedInTime(deps, 'private-word', work);
  const shown = isOnHome ? { shownInstead: answerIn } : {};
  await closeForm(ack, stored, { errorsOf, silentAt: ids.text, ...shown });
  const outcome = await stored.atLast;
  if (outcome?.kind !== 'given') return;
  if (!isOnHome) await deps.answerLater(responseUrl, givenAnswer(outcome));
  else if (stored.kind !== 'stored') await showInModal(deps, client, view.id, givenAnswer(outcome));
};

/** The composer with *Only to them* ticked. */
const composeForThem = async (deps: Deps, args: Args): Promise<void> => {
  const { ack, view } = args;
  const metadata = composeMetadata.read(view.private_metadata);
  if (!metadata) return keepOpen(ack, ids.text, unknownForm);
  const values = readWinForm(view.state.values);
  if (values.helperIds?.length) return keepOpen(ack, ids.helpers, privateFaults.helpers);
  const choice = readCustomerDataChoice(view.state.values);
  const guarded = guardCustomerData(values, choice, await zoneInTime(deps));
  if (guarded.kind === 'go-on') return give(deps, args, guarded.values, metadata);
  const { customerData } = guarded;
  const principleNames = await principleNamesInTime(deps);
  const asked = { metadata: view.private_metadata, principleNames, customerData };
  await ack({ response_action: 'update', view: winForm({ kind: 'compose', ...values, ...asked }) });
};

/** The composer's Post it: on the wall, or only to them. */
export const createComposeView = (deps: Deps) => {
  const postOnWall = createWinComposeView(deps);
  return (args: Args): Promise<void> =>
    readWinForm(args.view.state.values).isOnlyToThem ? composeForThem(deps, args) : postOnWall(args);
};
