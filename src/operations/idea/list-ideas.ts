import { isAsleep, mayHideIdea, mayShowIdeaAgain, seenSince } from '../../domain/idea.ts';
import type { OwnIdea } from '../../models/idea.ts';
import type { IdeaPage, ListedIdea } from '../../views/idea/idea-list.ts';
import { ideaCounts } from './idea-counts.ts';
import { authorNameOf, isManagerNow } from './offer-idea.ts';
import { type IdeaDeps, ideaAsker, ideaOf } from './read-ideas.ts';

const pageSize = 8;

const stateOf = (own: OwnIdea, now: Date): ListedIdea['state'] => {
  if (own.hidden) return own.hidden.isOwn ? 'taken-back' : 'taken-out';
  return isAsleep(own, now) ? 'asleep' : 'offered';
};

/**
 * A page of what the team added itself, the newest first. Those that are hidden are for whoever may bring them back.
 * Undefined for whoever is not of the team.
 */
export const listIdeas = async (
  deps: IdeaDeps,
  userId: string,
  page: number,
  now: Date,
): Promise<IdeaPage | undefined> => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker?.isOfTeam) return undefined;
  const actor = { userId, isManager: await isManagerNow(deps, userId) };
  const { store } = deps;
  const [total, counts] = await Promise.all([store.ideas.listedCount(actor), ideaCounts(deps, now)]);
  const pageCount = Math.max(Math.ceil(total / pageSize), 1);
  const number = Math.min(Math.max(page, 0), pageCount - 1);
  const found = await store.ideas.listed(actor, number * pageSize, pageSize);
  const sights = await store.ideaSights.countsOf(
    found.map(({ _id }) => _id),
    seenSince(now),
  );
  const ideas = found.map(async (own): Promise<ListedIdea> => {
    const state = stateOf(own, now);
    const mayHide = mayHideIdea(own, actor) && !own.hidden;
    return {
      idea: ideaOf(own),
      authorName: await authorNameOf(deps, own.addedBy),
      isMine: own.addedBy === userId,
      state,
      shownCount: sights.get(own._id)?.shown ?? 0,
      triedCount: sights.get(own._id)?.tried ?? 0,
      doneCount: counts(own._id).done,
      mayHide,
      mayWake: mayHide && state === 'asleep',
      mayShowAgain: Boolean(own.hidden) && mayShowIdeaAgain(own, actor),
    };
  });
  return { ideas: await Promise.all(ideas), page: number, pageCount };
};
