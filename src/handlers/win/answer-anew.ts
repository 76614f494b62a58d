import type { BlockAction, RespondFn, ViewOutput } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { type CreditReport, leavesOut } from '../../domain/credit-report.ts';
import { answerModalId } from '../../views/ids.ts';
import type { Message } from '../../views/message.ts';
import { changeAnswer, winAnswerModal } from '../../views/win/win-answer.ts';
import { answerInPlace } from '../ephemeral.ts';
import { type AnswerAuthorDeps, answerAboutWin } from './answer-author.ts';
import type { ChangedWin } from './win-form-values.ts';

/** In place of the modal that shows an answer. The person may have closed it: Home shows the win as well. */
export const showInModal = async (
  { logger }: Pick<Deps, 'logger'>,
  client: WebClient,
  viewId: string,
  answer: Message,
  title?: string,
): Promise<void> => {
  try {
    await client.views.update({ view_id: viewId, view: winAnswerModal(answer, title) });
  } catch (error) {
    logger.warn({ feature: 'win', err: error }, 'an answer could not be shown in its modal');
  }
};

interface Pressed {
  client: WebClient;
  respond: RespondFn;
  body: Pick<BlockAction, 'container' | 'view'>;
}

/** Puts a new answer about a win where the one was whose button was pressed. */
export const replaceWinAnswer = (
  deps: Pick<Deps, 'logger'>,
  { client, respond, body }: Pressed,
  answer: Message,
): Promise<void> =>
  body.view?.callback_id === answerModalId
    ? showInModal(deps, client, body.view.id, answer, body.view.title?.text)
    : answerInPlace(respond, body, answer);

interface Saved {
  client: WebClient;
  view: Pick<ViewOutput, 'previous_view_id'>;
  userId: string;
}

/**
 * Once a form is saved: the private answer that it was opened beside said what was so before, and is shown anew in its
 * place. Elsewhere, only bad news is told.
 */
export const answerAnew = async (
  deps: AnswerAuthorDeps & Pick<Deps, 'answerLater'>,
  { winId, responseUrl, isPrivate, isOverAnswer }: ChangedWin,
  credit: CreditReport,
  { client, view, userId }: Saved,
): Promise<void> => {
  const anew = () => answerAboutWin(deps, winId, userId, { credit });
  if (isOverAnswer && view.previous_view_id)
    return showInModal(deps, client, view.previous_view_id, await anew());
  if (!responseUrl) return;
  if (isPrivate) await deps.answerLater(responseUrl, await anew(), { replaces: true });
  else if (leavesOut(credit)) await deps.answerLater(responseUrl, changeAnswer(winId, credit));
};
