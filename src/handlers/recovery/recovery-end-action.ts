import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { timesReopened } from '../../domain/recovery-end.ts';
import {
  askRecoveryLater,
  type EndOutcome,
  recoveryToClose,
  reopenRecovery,
  uncloseRecovery,
  unreopenRecovery,
} from '../../operations/recovery/end-recovery.ts';
import type { OpenedRecovery } from '../../operations/recovery/recovery-access.ts';
import type { Message } from '../../views/message.ts';
import { recoveryCloseForm } from '../../views/recovery/recovery-close-form.ts';
import { endRefused, recoveryAsksLater, recoveryOpenAgain } from '../../views/recovery/recovery-end.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { type AnswerDeps, showInModal } from './recovery-answer.ts';
import { closeMetadata } from './recovery-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const refusalOf = (outcome: Exclude<EndOutcome, { kind: 'changed' }>): Message =>
  outcome.kind === 'faulty'
    ? endRefused('changed', undefined)
    : endRefused(outcome.why, outcome.opened?.recovery);

/** Yes: its form. */
export const createRecoveryYesAction =
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const ref = { recoveryId: action.value ?? '', userId: body.user.id };
    const outcome = await recoveryToClose(deps, ref);
    if (outcome.kind !== 'changed') return answerPrivately(respond, refusalOf(outcome));
    const { recovery } = outcome.opened;
    const metadata = closeMetadata.write({ id: recovery._id, times: timesReopened(recovery) });
    const doubt = await openForm(client, body, recoveryCloseForm({ metadata, change: '', customerData: [] }));
    if (doubt) await answerPrivately(respond, doubt);
  };

type Act = (deps: AnswerDeps, ref: { recoveryId: string; userId: string }, now: Date) => Promise<EndOutcome>;

/** Messages and notes with it are shown anew by themselves; a modal is shown here. */
const createEndAction =
  (act: Act, answer?: (opened: OpenedRecovery) => Message) =>
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const ref = { recoveryId: action.value ?? '', userId: body.user.id };
    const outcome = await act(deps, ref, deps.clock.now());
    const opened = outcome.kind === 'faulty' ? undefined : outcome.opened;
    if (opened && body.view?.type === 'modal') await showInModal(deps, client, body.view.id, opened);
    if (outcome.kind !== 'changed') return answerPrivately(respond, refusalOf(outcome));
    if (answer) await answerPrivately(respond, answer(outcome.opened));
  };

export const createRecoveryNoAction = createEndAction(reopenRecovery, ({ recovery }) =>
  recoveryOpenAgain(recovery),
);
export const createRecoveryLaterAction = createEndAction(askRecoveryLater, () => recoveryAsksLater);
export const createRecoveryUncloseAction = createEndAction(uncloseRecovery);
export const createRecoveryUnreopenAction = createEndAction(unreopenRecovery);
