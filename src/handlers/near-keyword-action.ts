import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  RespondFn,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { postWin } from '../operations/win/post-win.ts';
import { actionIds } from '../views/ids.ts';
import { answerMeant } from './brag-command.ts';
import { answerInPlace } from './ephemeral.ts';
import type { Routes } from './routes.ts';
import { answerToAuthor } from './win/answer-author.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Post it: exactly what was typed, which is one win however often it is pressed. */
export const createBragPostAction =
  (deps: Deps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const submission = { authorId: body.user.id, text: action.value ?? '', source: 'command' } as const;
    const outcome = await postWin(deps, submission, deps.clock.now());
    await answerInPlace(respond, body, await answerToAuthor(deps, outcome, body.user.id));
  };

/** I meant …: what the keyword answers takes the place of the question. */
export const createBragMeantAction =
  (deps: Deps) =>
  async ({ ack, action, body, client, context, respond }: Args): Promise<void> => {
    await ack();
    let isAnswered = false;
    const inPlace: RespondFn = (said) => {
      isAnswered = true;
      const answer = typeof said === 'string' ? { text: said } : said;
      return respond({ ...answer, response_type: 'ephemeral', replace_original: true });
    };
    const command = {
      text: action.value ?? '',
      user_id: body.user.id,
      trigger_id: body.trigger_id,
      response_url: body.response_url,
    };
    // The press is acknowledged: what a keyword acknowledges with words is an answer like any other.
    const acknowledged = async (said?: Parameters<RespondFn>[0]): Promise<void> => {
      if (said !== undefined) await inPlace(said);
    };
    await answerMeant(deps, { ack: acknowledged, client, context, respond: inPlace, command }, command.text);
    // It opened a form: the question is answered all the same.
    if (!isAnswered) await respond({ delete_original: true });
  };

export const registerNearKeyword = (routes: Routes): void => {
  routes.action(actionIds.bragMeant, createBragMeantAction);
  routes.action(actionIds.bragPost, createBragPostAction);
};
