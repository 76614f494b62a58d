import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ChangeWinDeps, type TakeDownOutcome, takeDownWin } from '../../operations/win/change-win.ts';
import { namesInWin } from '../../operations/win/win-message.ts';
import type { Message } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { alreadyGone, notAllowed, takenDown } from '../../views/win/win-answer.ts';
import { answerPrivately, replaceAnswer } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

export const takeDownAnswer = (outcome: TakeDownOutcome): Message => {
  if (outcome.kind === 'not-allowed') return notAllowed;
  if (outcome.kind === 'gone') return alreadyGone;
  return takenDown(storyTyped({ text: outcome.win.text, names: namesInWin(outcome.win) }));
};

/** Undo, beside the answer that only the author sees. */
export const createWinTakeDownAction =
  (deps: ChangeWinDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const outcome = await takeDownWin(deps, action.value ?? '', body.user.id, deps.clock.now());
    // A second click must not replace the text that the first one gave back.
    const answer = outcome.kind === 'taken-down' ? replaceAnswer : answerPrivately;
    await answer(respond, takeDownAnswer(outcome));
  };
