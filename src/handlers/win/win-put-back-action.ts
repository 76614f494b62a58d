import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type PutBackDeps, type PutBackOutcome, putBackWin } from '../../operations/win/put-back.ts';
import { namesInWin } from '../../operations/win/win-message.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import type { Message } from '../../views/message.ts';
import { putBackAnswer, putBackRefused } from '../../views/win/put-back.ts';
import { notKept } from '../../views/win/win-answer.ts';
import { answerPrivately, isPrivate, replaceAnswer } from '../ephemeral.ts';
import { type AnswerAuthorDeps, whereWinIs } from './answer-author.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = PutBackDeps & AnswerAuthorDeps & Pick<Deps, 'clock'>;

const answerTo = async (deps: ActionDeps, outcome: PutBackOutcome, userId: string): Promise<Message> => {
  if (outcome.kind === 'forgotten') return notKept;
  if (outcome.kind === 'leaving' || outcome.kind === 'told-again')
    return putBackRefused({ kind: outcome.kind });
  const { win } = outcome;
  if (outcome.kind === 'put-back') return putBackAnswer(win._id, await whereWinIs(deps, win._id, userId));
  const heroName = 'heroId' in outcome ? namesInWin(win).get(outcome.heroId) : undefined;
  const isAuthor = win.authorId === userId;
  const whom = outcome.kind === 'not-allowed' ? await whomToAsk(deps, userId) : undefined;
  return putBackRefused({ kind: outcome.kind, winId: win._id, heroName, isAuthor, whom });
};

const createAction =
  (how: { isWithout: boolean }) =>
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const userId = body.user.id;
    const outcome = await putBackWin(deps, action.value ?? '', userId, how, deps.clock.now());
    const answer = await answerTo(deps, outcome, userId);
    // What was refused leaves the text that the answer gives back.
    if (outcome.kind === 'put-back' && isPrivate(body)) await replaceAnswer(respond, answer);
    else await answerPrivately(respond, answer);
  };

/** Put back, in the answer to whoever took a win down, and in what its author is told. */
export const createWinPutBackAction = createAction({ isWithout: false });

/** The same without whom it credited against their will. */
export const createWinPutBackWithoutAction = createAction({ isWithout: true });
