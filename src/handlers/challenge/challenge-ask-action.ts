import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerAsk, askOutcome } from '../../operations/challenge/challenge-ask.ts';
import { type FollowAnswerDeps, followAnswers } from '../../operations/challenge/follow-answer.ts';
import type { RunDeps } from '../../operations/challenge/run-challenge.ts';
import { questionAnswered } from '../../views/challenge/challenge-letter.ts';
import { answerPrivately, replaceMessage } from '../ephemeral.ts';
import { formRequest } from './challenge-manage-action.ts';
import { refusedTo } from './challenge-refusal.ts';
import { openStartForm } from './open-challenge-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const createAnswer =
  (kind: 'start' | 'not-this-year') =>
  (deps: FollowAnswerDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const userId = body.user.id;
    const outcome = await answerAsk(deps, { monday: action.value ?? '', kind }, userId, deps.clock.now());
    if (typeof outcome === 'string') return answerPrivately(respond, await refusedTo(deps, userId, outcome));
    deps.background.run('challenge', () => followAnswers(deps, deps.clock.now(), userId));
    await replaceMessage(respond, questionAnswered(outcome, userId));
  };

/** Start: the default challenge in Customer Service Week. */
export const createChallengeAskStartAction = createAnswer('start');
/** Not this year. */
export const createChallengeAskDeclineAction = createAnswer('not-this-year');

/** Choose another week: the form, unless somebody has answered. */
export const createChallengeAskOtherAction =
  (deps: RunDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const monday = action.value ?? '';
    const outcome = await askOutcome(deps, monday);
    if (outcome) return replaceMessage(respond, questionAnswered(outcome, body.user.id));
    const refusal = await openStartForm(deps, formRequest({ body, client }), deps.clock.now(), monday);
    if (refusal) await answerPrivately(respond, refusal);
  };
