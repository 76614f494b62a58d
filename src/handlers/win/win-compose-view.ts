import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { type PostWinOutcome, postWin } from '../../operations/win/post-win.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { postingWin, winAnswerModal } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime, zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { showInModal } from './answer-anew.ts';
import { answerToAuthor, faultInForm } from './answer-author.ts';
import { composeMetadata, readCustomerDataChoice, readWinForm, submissionFrom } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ComposeDeps = Pick<
  Deps,
  | 'clock'
  | 'publicUrl'
  | 'store'
  | 'installation'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'outbox'
  | 'logger'
  | 'answerLater'
>;

const errorsOf = (outcome: PostWinOutcome): FormErrors =>
  outcome.kind === 'refused' ? { [ids.text]: faultInForm(outcome.fault) } : undefined;

/** The composer's Post it. What is wrong is said in the form, where the text still is. */
export const createWinComposeView =
  (deps: ComposeDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = composeMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.text, unknownForm);
    const values = readWinForm(view.state.values);
    const guarded = guardCustomerData(
      values,
      readCustomerDataChoice(view.state.values),
      await zoneInTime(deps),
    );
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const principleNames = await principleNamesInTime(deps);
      const asked = { metadata: view.private_metadata, principleNames, customerData };
      const form = { kind: 'compose', ...values, ...asked } as const;
      return ack({ response_action: 'update', view: winForm(form) });
    }
    const work = postWin(deps, submissionFrom(body.user.id, guarded.values), deps.clock.now());
    const stored = await storedInTime(deps, 'win', work);
    const { isOnHome } = metadata;
    const shown = isOnHome ? { shownInstead: () => winAnswerModal(postingWin) } : {};
    await closeForm(ack, stored, { errorsOf, silentAt: ids.text, ...shown });
    // A database that was silent may still take it: then the author hears where it is, and can undo it.
    const outcome = await stored.atLast;
    if (outcome?.kind !== 'stored') return;
    const answer = await answerToAuthor(deps, outcome, body.user.id);
    if (isOnHome) await showInModal(deps, client, view.id, answer);
    else await deps.answerLater(metadata.responseUrl, answer);
  };
