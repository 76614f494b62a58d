import type { Deps } from '../../deps.ts';
import { type ChallengeDeps, currentChallenge } from '../../operations/challenge/challenge.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import { challengeToLeave } from '../../operations/challenge/join-challenge.ts';
import { managesWorkspace } from '../../operations/workspace/manager.ts';
import type { Message } from '../../views/message.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { joinedAnswer, leftAnswer } from './challenge-join-action.ts';
import { refusedTo } from './challenge-refusal.ts';
import { type FormRequest, openCancelForm, openChangeForm, openStartForm } from './open-challenge-form.ts';

type CommandDeps = ChallengeDeps & Pick<Deps, 'clock'>;

const formRequest = ({ client, command }: Pick<CommandArgs, 'client' | 'command'>): FormRequest => ({
  client,
  opener: command.trigger_id,
  userId: command.user_id,
  responseUrl: command.response_url,
});

const answerChallenge = async (deps: CommandDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  await ack();
  await answerPrivately(respond, await currentProgressMessage(deps, command.user_id, deps.clock.now()));
};

const answerChallengeStart = async (
  deps: CommandDeps,
  { ack, client, respond, command }: CommandArgs,
): Promise<void> => {
  await ack();
  const refusal = await openStartForm(deps, formRequest({ client, command }), deps.clock.now());
  if (refusal) await answerPrivately(respond, refusal);
};

const answerJoin: BragKeyword['answer'] = async (deps, { ack, respond, command }) => {
  await ack();
  const [userId, now] = [command.user_id, deps.clock.now()];
  const challenge = await currentChallenge(deps, userId, now);
  const { message } = challenge
    ? await joinedAnswer(deps, challenge.run._id, userId, now)
    : { message: await currentProgressMessage(deps, userId, now) };
  await answerPrivately(respond, message);
};

const answerLeave: BragKeyword['answer'] = async (deps, { ack, respond, command }) => {
  await ack();
  const [userId, now] = [command.user_id, deps.clock.now()];
  const challenge = await challengeToLeave(deps, userId, now);
  await answerPrivately(
    respond,
    challenge
      ? await leftAnswer(deps, challenge.run._id, userId, now)
      : await currentProgressMessage(deps, userId, now),
  );
};

/** The form for the run that `/brag challenge` shows; where there is none, managers are told when the next could be. */
const createManaging =
  (open: (deps: ChallengeDeps, request: FormRequest, runId: string) => Promise<Message | undefined>) =>
  async (deps: CommandDeps, { ack, client, respond, command }: CommandArgs): Promise<void> => {
    await ack();
    const [userId, now] = [command.user_id, deps.clock.now()];
    const challenge = await currentChallenge(deps, userId, now);
    const refusal = async () =>
      (await managesWorkspace(deps, userId))
        ? currentProgressMessage(deps, userId, now)
        : refusedTo(deps, userId, 'not-manager');
    const answer = challenge
      ? await open(deps, formRequest({ client, command }), challenge.run._id)
      : await refusal();
    if (answer) await answerPrivately(respond, answer);
  };

/** `/brag challenge`: what is on, what is left, and the buttons for it. */
export const challengeKeyword: BragKeyword = {
  pattern: /^challenge$/i,
  usage: () =>
    '`/brag challenge`: one small thing a day, for five days; also `join` and `leave`, for managers `start`, `move` and `cancel`.',
  answer: answerChallenge,
};

/** `/brag challenge start`: the form, for managers. */
export const challengeStartKeyword: BragKeyword = {
  pattern: /^challenge start$/i,
  answer: answerChallengeStart,
};

/** `/brag challenge join` and `leave`: what the buttons do, for the run that is on or comes next. */
export const challengeJoinKeyword: BragKeyword = { pattern: /^challenge join$/i, answer: answerJoin };
export const challengeLeaveKeyword: BragKeyword = { pattern: /^challenge leave$/i, answer: answerLeave };

/** `/brag challenge move` and `cancel`: the forms of Move it and Call it off, for managers. */
export const challengeMoveKeyword: BragKeyword = {
  pattern: /^challenge move$/i,
  answer: createManaging(openChangeForm),
};
export const challengeCancelKeyword: BragKeyword = {
  pattern: /^challenge cancel$/i,
  answer: createManaging(openCancelForm),
};
