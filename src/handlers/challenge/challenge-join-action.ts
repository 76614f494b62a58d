import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { progressInRun } from '../../operations/challenge/challenge-message.ts';
import { type JoinDeps, joinChallenge, leaveChallenge } from '../../operations/challenge/join-challenge.ts';
import { challengeLeft } from '../../views/challenge/challenge-letter.ts';
import { challengeRefused } from '../../views/challenge/challenge-words.ts';
import { answerInPlace, answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = JoinDeps & Pick<Deps, 'clock'>;

/** Join, on the wall's invitation and beside `/brag challenge`. */
export const createChallengeJoinAction =
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const runId = action.value ?? '';
    const userId = body.user.id;
    const now = deps.clock.now();
    const outcome = await joinChallenge(deps, runId, userId, now);
    if (outcome !== 'joined' && outcome !== 'in-already')
      return answerPrivately(respond, challengeRefused(outcome));
    await answerInPlace(respond, body, await progressInRun(deps, runId, userId, now));
  };

/** Leave, beside `/brag challenge`. Leaving twice is leaving once. */
export const createChallengeLeaveAction =
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    await leaveChallenge(deps, action.value ?? '', body.user.id, deps.clock.now());
    await answerInPlace(respond, body, challengeLeft);
  };
