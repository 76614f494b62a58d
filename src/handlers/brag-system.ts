import type { BlockAction, RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../deps.ts';
import { answerPrivately } from './ephemeral.ts';
import { openForm } from './open-form.ts';

/** What opening a system goes by: a command, or a button on Home, in a message or in the composer. */
export interface SystemArgs {
  client: WebClient;
  respond: RespondFn;
  userId: string;
  body: { trigger_id: string; response_url?: string } & Partial<Pick<BlockAction, 'view'>>;
}

/** Opens what a system begins with. */
export type OpenSystem = (deps: Deps, args: SystemArgs) => Promise<void>;

/** A view in the place of the modal whose control was used, and otherwise over whatever is there. */
export const showSystem = async ({ client, respond, body }: SystemArgs, view: ModalView): Promise<void> => {
  if (body.view?.type === 'modal') {
    await client.views.update({ view_id: body.view.id, view });
    return;
  }
  const doubt = await openForm(client, body, view);
  if (doubt) await answerPrivately(respond, doubt);
};
