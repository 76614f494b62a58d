import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import { answerAsk, askOutcome } from '../../operations/challenge/challenge-ask.ts';
import {
  type FollowAnswerDeps,
  followAnswers,
  showAnswer,
} from '../../operations/challenge/follow-answer.ts';
import { questionAnswered } from '../../views/challenge/challenge-letter.ts';
import { answerPrivately } from '../ephemeral.ts';
import { formRequest } from './challenge-manage-action.ts';
import { refusedTo } from './challenge-refusal.ts';
import { openStartForm } from './open-challenge-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Shows the answer where the question stood, to everybody who was asked; beside it where that cannot be changed. */
const show = async (
  deps: FollowAnswerDeps,
  { monday, outcome, userId }: { monday: string; outcome: AskOutcome; userId: string },
  respond: Args['respond'],
): Promise<void> => {
  const isShown = await showAnswer(deps, monday, outcome, userId).catch(() => false);
  deps.background.run('challenge', () => followAnswers(deps, deps.clock.now(), isShown ? userId : undefined));
  if (!isShown) await answerPrivately(respond, questionAnswered(outcome, userId));
};

const createAnswer =
  (kind: 'start' | 'not-this-year') =>
  (deps: FollowAnswerDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const userId = body.user.id;
    const monday = action.value ?? '';
    const outcome = await answerAsk(deps, { monday, kind }, userId, deps.clock.now());
    if (typeof outcome === 'string') return answerPrivately(respond, await refusedTo(deps, userId, outcome));
    await show(deps, { monday, outcome, userId }, respond);
  };

/** Start: the default challenge in Customer Service Week. */
export const createChallengeAskStartAction = createAnswer('start');
/** Not this year. */
export const createChallengeAskDeclineAction = createAnswer('not-this-year');

/** Choose another week: the form, unless somebody has answered. */
export const createChallengeAskOtherAction =
  (deps: FollowAnswerDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const monday = action.value ?? '';
    const outcome = await askOutcome(deps, monday);
    if (outcome) return show(deps, { monday, outcome, userId: body.user.id }, respond);
    const refusal = await openStartForm(deps, formRequest({ body, client }), deps.clock.now(), monday);
    if (refusal) await answerPrivately(respond, refusal);
  };
