import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openStartForm } from './open-challenge-form.ts';

type Args = AllMiddlewareArgs & SlackCommandMiddlewareArgs;
type CommandDeps = ChallengeDeps & Pick<Deps, 'clock'>;

/** `/brag challenge`: what is on, what is left, and the buttons for it. */
export const answerChallenge = async (deps: CommandDeps, { ack, respond, command }: Args): Promise<void> => {
  await ack();
  await answerPrivately(respond, await currentProgressMessage(deps, command.user_id, deps.clock.now()));
};

/** `/brag challenge start`: the form, for managers. */
export const answerChallengeStart = async (
  deps: CommandDeps,
  { ack, client, respond, command }: Args,
): Promise<void> => {
  await ack();
  const request = {
    client,
    triggerId: command.trigger_id,
    userId: command.user_id,
    responseUrl: command.response_url,
  };
  const refusal = await openStartForm(deps, request, deps.clock.now());
  if (refusal) await answerPrivately(respond, refusal);
};
