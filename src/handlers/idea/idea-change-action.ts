import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type HideIdeaDeps, hideIdea, showIdeaAgain, wakeIdea } from '../../operations/idea/hide-idea.ts';
import { listIdeas } from '../../operations/idea/list-ideas.ts';
import { ideaTitle } from '../../views/idea/idea.ts';
import { type ChangeIdeaOutcome, changeIdeaAnswer } from '../../views/idea/idea-answer.ts';
import { ideaList, ideaListTitle } from '../../views/idea/idea-list.ts';
import { replacePage } from '../replace-page.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type Change = (deps: HideIdeaDeps, ideaId: string, userId: string, now: Date) => Promise<ChangeIdeaOutcome>;

/** The page of the list that a button stands on, if it stands on one, and its idea. */
const read = (value: string): { page: number | undefined; ideaId: string } => {
  const [, page, ideaId] = /^(\d{1,6}):(.*)$/.exec(value) ?? [];
  return page === undefined ? { page, ideaId: value } : { page: Number(page), ideaId: ideaId ?? '' };
};

const isRefused = ({ kind }: ChangeIdeaOutcome): boolean => kind === 'not-allowed' || kind === 'gone';

/** In the list, the page as it is now; elsewhere the answer, in the place of the idea. */
const createChange =
  (change: Change) =>
  (deps: Deps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const { page, ideaId } = read(action.value ?? '');
    const userId = body.user.id;
    const outcome = await change(deps, ideaId, userId, deps.clock.now());
    if (page === undefined || isRefused(outcome))
      return replacePage({ body, client, respond }, ideaTitle, changeIdeaAnswer(outcome));
    const list = ideaList(await listIdeas(deps, userId, page, deps.clock.now()));
    await replacePage({ body, client, respond }, ideaListTitle, list);
  };

export const createIdeaHideAction = createChange(hideIdea);
export const createIdeaShowAgainAction = createChange(showIdeaAgain);
export const createIdeaWakeAction = createChange(wakeIdea);
