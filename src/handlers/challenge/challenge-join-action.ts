import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { progressInRun } from '../../operations/challenge/challenge-message.ts';
import { type JoinDeps, joinChallenge, leaveChallenge } from '../../operations/challenge/join-challenge.ts';
import { challengeLeft } from '../../views/challenge/challenge-letter.ts';
import { challengeRefused } from '../../views/challenge/challenge-words.ts';
import type { Message } from '../../views/message.ts';
import { answerInPlace, answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = JoinDeps & Pick<Deps, 'clock'>;

/** Takes somebody in, and what they are told: how they stand, or why it cannot be. */
export const joinedAnswer = async (
  deps: JoinDeps,
  runId: string,
  userId: string,
  now: Date,
): Promise<{ isIn: boolean; message: Message }> => {
  const outcome = await joinChallenge(deps, runId, userId, now);
  return outcome === 'joined' || outcome === 'in-already'
    ? { isIn: true, message: await progressInRun(deps, runId, userId, now) }
    : { isIn: false, message: challengeRefused(outcome) };
};

/** Lets somebody go, and what they are told. Leaving twice is leaving once. */
export const leftAnswer = async (
  deps: JoinDeps,
  runId: string,
  userId: string,
  now: Date,
): Promise<Message> => {
  await leaveChallenge(deps, runId, userId, now);
  return challengeLeft;
};

/** Join, on the wall's invitation and beside `/brag challenge`. */
export const createChallengeJoinAction =
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const joined = await joinedAnswer(deps, action.value ?? '', body.user.id, deps.clock.now());
    await (joined.isIn
      ? answerInPlace(respond, body, joined.message)
      : answerPrivately(respond, joined.message));
  };

/** Leave, beside `/brag challenge`. */
export const createChallengeLeaveAction =
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const left = await leftAnswer(deps, action.value ?? '', body.user.id, deps.clock.now());
    await answerInPlace(respond, body, left);
  };
