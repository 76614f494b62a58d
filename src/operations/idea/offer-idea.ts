import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { erasedName } from '../../domain/erased-person.ts';
import { backOn, type CountsOf, type Idea, inIdeaOrder, mayHideIdea, seenSince } from '../../domain/idea.ts';
import type { IdeaOffer, OfferedIdea } from '../../views/idea/idea.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { ideaCounts } from './idea-counts.ts';
import { type IdeaAsker, type IdeaDeps, ideaAsker, suitingIdeas } from './read-ideas.ts';

/** Only a button hangs on it: while Slack cannot be asked, it is left out. */
export const isManagerNow = async (deps: IdeaDeps, userId: string): Promise<boolean> => {
  try {
    return await managesWorkspace(deps, userId);
  } catch (error) {
    deps.logger.warn({ feature: 'idea', err: error }, 'Slack could not say who manages the workspace');
    return false;
  }
};

/** By what name an idea's author is told: nobody's where nobody is counted, since it says how often it was done. */
export const authorNameOf = async (
  { people, workspace }: Pick<Deps, 'people' | 'workspace'>,
  addedBy: string,
): Promise<string | undefined> =>
  (await workspace()).isTeamMode ? undefined : ((await people.find(addedBy))?.name ?? erasedName);

const offered = async (
  deps: IdeaDeps,
  { userId, isOfTeam }: IdeaAsker,
  idea: Idea,
  counts: CountsOf,
): Promise<OfferedIdea> => {
  const own = idea.isOwn ? await deps.store.ideas.find(idea.id) : null;
  const mayHide = own !== null && mayHideIdea(own, { userId, isManager: await isManagerNow(deps, userId) });
  return {
    idea,
    doneCount: isOfTeam ? counts(idea.id).done : 0,
    authorName: own ? await authorNameOf(deps, own.addedBy) : undefined,
    hides: mayHide ? (own?.addedBy === userId ? 'author' : 'manager') : undefined,
    isOfTeam,
  };
};

/**
 * A little extra that suits today, and that this person has not seen for 60 days. That they see it is written before
 * they do: of twenty requests at once, each is shown another.
 */
export const offerIdea = async (deps: IdeaDeps, userId: string, now: Date): Promise<IdeaOffer> => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker) return { kind: 'outsider' };
  const [ideas, counts, seen] = await Promise.all([
    suitingIdeas(deps, asker, now),
    ideaCounts(deps, now),
    deps.store.ideaSights.seenBy(userId, seenSince(now)),
  ]);
  const seenIds = new Set(seen.map(({ ideaId }) => ideaId));
  const unseen = ideas.filter(({ id }) => !seenIds.has(id));
  for (const idea of inIdeaOrder(unseen, { counts, turn: seen.length, seed: userId }))
    if (await deps.store.ideaSights.claim(userId, idea.id, now, seenSince(now)))
      return { kind: 'idea', shown: await offered(deps, asker, idea, counts) };
  const suitingIds = new Set(ideas.map(({ id }) => id));
  const next = seen.find(({ ideaId }) => suitingIds.has(ideaId));
  const nextOn = next && backOn(dayOf(next.shownAt, asker.zone));
  return { kind: 'all-seen', nextOn, isOfTeam: asker.isOfTeam };
};
