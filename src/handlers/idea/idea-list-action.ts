import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { listIdeas } from '../../operations/idea/list-ideas.ts';
import { ideaList, ideaListTitle } from '../../views/idea/idea-list.ts';
import { messageModal } from '../../views/message.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { replacePage } from '../replace-page.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Our own: what the team added itself, over whatever is there. */
export const createIdeaListAction =
  (deps: Deps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const list = ideaList(await listIdeas(deps, body.user.id, 0, deps.clock.now()));
    const doubt = await openForm(client, body, messageModal(ideaListTitle, list));
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Newer and Older: another page of it, in its place. */
export const createIdeaPageAction =
  (deps: Deps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const page = Number.parseInt(action.value ?? '', 10) || 0;
    const list = ideaList(await listIdeas(deps, body.user.id, page, deps.clock.now()));
    await replacePage({ body, client, respond }, ideaListTitle, list);
  };
