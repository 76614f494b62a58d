import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { maskWin } from '../../operations/win/change-part.ts';
import type { ChangeWinDeps } from '../../operations/win/change-win.ts';
import { paragraph } from '../../views/message.ts';
import { changeRefusals } from '../../views/win/win-answer.ts';
import { answerPrivately } from '../ephemeral.ts';
import { replaceWinAnswer } from './answer-anew.ts';
import { type AnswerAuthorDeps, answerAboutWin, faultInForm } from './answer-author.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type MaskDeps = ChangeWinDeps & AnswerAuthorDeps & Pick<Deps, 'clock'>;

/** Mask it, in the answer to whoever posted something that looks like customer data. */
export const createWinMaskAction =
  (deps: MaskDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const [winId, userId] = [action.value ?? '', body.user.id];
    const outcome = await maskWin(deps, winId, userId, deps.clock.now());
    if (outcome.kind === 'masked') {
      const { credit, masked } = outcome;
      const answer = await answerAboutWin(deps, winId, userId, { credit, masked });
      return replaceWinAnswer(deps, { client, respond, body }, answer);
    }
    const words = outcome.kind === 'refused' ? faultInForm(outcome.fault) : changeRefusals[outcome.kind];
    await answerPrivately(respond, paragraph(words));
  };
