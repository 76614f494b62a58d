import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import {
  type ThankDeps,
  type ThankOutcome,
  thankAuthor,
} from '../../operations/private-word/thank-author.ts';
import type { Message } from '../../views/message.ts';
import { thankAnswers, thankRefusals } from '../../views/private-word/private-word-answer.ts';
import { answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const answerTo = (outcome: ThankOutcome): Message =>
  'authorName' in outcome ? thankAnswers[outcome.kind](outcome.authorName) : thankRefusals[outcome.kind];

/** Say thanks, below what somebody wrote to this person alone. */
export const createThankAction =
  (deps: ThankDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const outcome = await thankAuthor(deps, action.value ?? '', body.user.id, deps.clock.now());
    await answerPrivately(respond, answerTo(outcome));
  };
