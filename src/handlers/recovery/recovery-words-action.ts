import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { remediesFor } from '../../domain/remedy.ts';
import { recoveryFor } from '../../operations/recovery/recovery-access.ts';
import { recoveryWordsModal } from '../../views/recovery/recovery-guide.ts';
import { recoveryRefused } from '../../views/recovery/recovery-words.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import type { AnswerDeps } from './recovery-answer.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** What to say. */
export const createRecoveryWordsAction =
  (deps: AnswerDeps & Pick<Deps, 'recoveryGuide'>) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const opened = await recoveryFor(deps, action.value ?? '', body.user.id);
    if (opened === 'hidden') return answerPrivately(respond, recoveryRefused(opened));
    const { recovery } = opened;
    const { remedies, recoveryBudget: budget } = await deps.workspace();
    const ownRemedies = remediesFor(remedies, recovery.problem);
    const view = recoveryWordsModal({ recovery, guide: deps.recoveryGuide, ownRemedies, budget });
    const doubt = await openForm(client, body, view);
    if (doubt) await answerPrivately(respond, doubt);
  };
