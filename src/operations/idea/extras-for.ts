import { type Idea, inIdeaOrder } from '../../domain/idea.ts';
import { ideaCounts } from './idea-counts.ts';
import { type IdeaDeps, ideaAsker, suitingIdeas } from './read-ideas.ts';

/**
 * Little extras to take into a plan: so many that suit today, others than `skipIds` as long as there are any. Nothing is
 * noted as seen: whoever looks for a treat may find one that they know.
 */
export const extrasFor = async (
  deps: IdeaDeps,
  userId: string,
  now: Date,
  count: number,
  skipIds: readonly string[] = [],
): Promise<Idea[]> => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker) return [];
  const [ideas, counts] = await Promise.all([suitingIdeas(deps, asker, now), ideaCounts(deps, now)]);
  const ordered = inIdeaOrder(ideas, { counts, turn: 0, seed: `${userId}:${asker.today}` });
  const others = ordered.filter(({ id }) => !skipIds.includes(id));
  return [...others, ...ordered.filter(({ id }) => skipIds.includes(id))].slice(0, count);
};
