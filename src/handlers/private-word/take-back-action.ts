import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import {
  type TakeBackDeps,
  type TakeBackOutcome,
  takeBackWord,
} from '../../operations/private-word/take-back.ts';
import type { Message } from '../../views/message.ts';
import {
  takeBackRefusals,
  takenBack,
  tooLateToTakeBack,
} from '../../views/private-word/private-word-answer.ts';
import { answerInPlace } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const answerTo = (outcome: TakeBackOutcome): Message => {
  if (outcome.kind === 'taken-back') return takenBack(outcome.typed, outcome.fromNames, outcome.readNames);
  return outcome.kind === 'too-late' ? tooLateToTakeBack(outcome.readNames) : takeBackRefusals[outcome.kind];
};

/** Take back, in the answer that only the author of a word sees. */
export const createTakeBackAction =
  (deps: TakeBackDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const outcome = await takeBackWord(deps, action.value ?? '', body.user.id, deps.clock.now());
    await answerInPlace(respond, body, answerTo(outcome));
  };
