import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { leavesOut } from '../../domain/credit-report.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { type ChangeOutcome, changeWin } from '../../operations/win/change-win.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { changeAnswer, changeRefusals } from '../../views/win/win-answer.ts';
import { editTitle, winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime, zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { answerAnew } from './answer-anew.ts';
import { faultInForm } from './answer-author.ts';
import { changeMetadata, readCustomerDataChoice, readWinForm } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
export type ChangeDeps = Pick<
  Deps,
  | 'clock'
  | 'publicUrl'
  | 'store'
  | 'installation'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'recountWin'
  | 'refreshWallMessage'
  | 'background'
  | 'logger'
  | 'outbox'
  | 'answerLater'
>;

const errorsOf = (outcome: ChangeOutcome): FormErrors => {
  if (outcome.kind === 'saved') return undefined;
  if (outcome.kind === 'refused') return { [ids.text]: faultInForm(outcome.fault) };
  if (outcome.kind === 'nobody-credited') return { [ids.people]: changeRefusals['nobody-credited'] };
  return { [ids.text]: changeRefusals[outcome.kind] };
};

/** Home and modals have no address to answer at: what has to be said comes in place of the form. */
const badNews =
  (winId: string) =>
  (outcome: ChangeOutcome): ModalView | undefined =>
    outcome.kind === 'saved' && leavesOut(outcome.credit)
      ? messageModal(editTitle, changeAnswer(winId, outcome.credit))
      : undefined;

/** Save in the form for changing a win. */
export const createWinChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = changeMetadata.read(view.private_metadata);
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
      const form = { kind: 'change', ...values, ...asked } as const;
      return ack({ response_action: 'update', view: winForm(form) });
    }
    const { typed, userIds, helperIds, isOnlyToThem: _inComposerAlone, ...details } = guarded.values;
    const { winId, edition } = metadata;
    const change = { winId, edition, typed, heroIds: userIds, helperIds, details };
    const work = changeWin(deps, change, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'win', work);
    const isAnswered = metadata.responseUrl !== undefined || metadata.isOverAnswer === true;
    const shown = isAnswered ? {} : { shownInstead: badNews(winId) };
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.text, ...shown });
    if (outcome?.kind === 'saved')
      await answerAnew(deps, metadata, outcome.credit, { client, view, userId: body.user.id });
  };
