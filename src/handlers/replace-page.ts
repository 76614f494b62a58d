import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Message, messageModal } from '../views/message.ts';
import { replaceAnswer } from './ephemeral.ts';

/** Another page in the place of the one whose control was used: in an answer, or in a modal over Home. */
export const replacePage = async (
  { body, client, respond }: { body: Pick<BlockAction, 'view'>; client: WebClient; respond: RespondFn },
  title: string,
  message: Message,
): Promise<void> => {
  if (body.view?.type !== 'modal') return replaceAnswer(respond, message);
  await client.views.update({ view_id: body.view.id, view: messageModal(title, message) });
};
