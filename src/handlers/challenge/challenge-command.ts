import type { Deps } from '../../deps.ts';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openStartForm } from './open-challenge-form.ts';

type CommandDeps = ChallengeDeps & Pick<Deps, 'clock'>;

const answerChallenge = async (deps: CommandDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  await ack();
  await answerPrivately(respond, await currentProgressMessage(deps, command.user_id, deps.clock.now()));
};

const answerChallengeStart = async (
  deps: CommandDeps,
  { ack, client, respond, command }: CommandArgs,
): Promise<void> => {
  await ack();
  const request = {
    client,
    opener: command.trigger_id,
    userId: command.user_id,
    responseUrl: command.response_url,
  };
  const refusal = await openStartForm(deps, request, deps.clock.now());
  if (refusal) await answerPrivately(respond, refusal);
};

/** `/brag challenge`: what is on, what is left, and the buttons for it. */
export const challengeKeyword: BragKeyword = {
  pattern: /^challenge$/i,
  usage: () =>
    '`/brag challenge` shows the five-day challenge: one small thing a day for the people you serve. Join when one is on, and leave any time.',
  answer: answerChallenge,
};

/** `/brag challenge start`: the form, for managers. */
export const challengeStartKeyword: BragKeyword = {
  pattern: /^challenge start$/i,
  answer: answerChallengeStart,
};
