import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { recoveryFor } from '../../operations/recovery/recovery-access.ts';
import { recoveryRefused } from '../../views/recovery/recovery-words.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { openRecovery } from './open-recovery.ts';
import { type AnswerDeps, cardModal } from './recovery-answer.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Make it right, on Home and elsewhere. */
export const createRecoveryOpenAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    await openRecovery(deps, { client, respond, userId: body.user.id, body });
  };

/** Open it, in a list or a note: its card in a modal. */
export const createRecoveryShowAction =
  (deps: AnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const opened = await recoveryFor(deps, action.value ?? '', body.user.id);
    if (opened === 'hidden') return answerPrivately(respond, recoveryRefused(opened));
    const doubt = await openForm(client, body, await cardModal(deps, opened));
    if (doubt) await answerPrivately(respond, doubt);
  };
