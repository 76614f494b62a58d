import type { ViewOutput } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { challengeTitle } from '../../views/challenge/challenge-words.ts';
import { type Message, messageModal } from '../../views/message.ts';

/** What takes the place of a form that was opened where there is no address to answer at: over a modal. */
export const shownInModal = (message: Message) => messageModal(challengeTitle, message);

/** The modal that a form was opened over shows how it stands by now. It may be closed already. */
export const showBeneath = async (
  { logger }: Pick<Deps, 'logger'>,
  client: WebClient,
  { previous_view_id: viewId }: Pick<ViewOutput, 'previous_view_id'>,
  read: () => Promise<Message>,
): Promise<void> => {
  if (!viewId) return;
  try {
    await client.views.update({ view_id: viewId, view: shownInModal(await read()) });
  } catch (error) {
    logger.warn({ feature: 'challenge', err: error }, 'the modal beneath a form could not be shown anew');
  }
};
