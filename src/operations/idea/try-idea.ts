import type { Idea } from '../../domain/idea.ts';
import { findIdea, type IdeaDeps, ideaAsker } from './read-ideas.ts';

export type TryOutcome =
  | { kind: 'idea'; idea: Idea }
  /** `gone`: it was taken out, or is not kept any more. */
  | { kind: 'outsider' | 'gone' };

/** Somebody takes an idea on: it is what a plan is made of, and a team's own stays awake for it. Can be repeated. */
export const tryIdea = async (
  deps: IdeaDeps,
  userId: string,
  ideaId: string,
  now: Date,
): Promise<TryOutcome> => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker) return { kind: 'outsider' };
  const idea = await findIdea(deps, ideaId);
  if (!idea || (idea.isOwn && !asker.isOfTeam)) return { kind: 'gone' };
  if (idea.isOwn && !(await deps.store.ideas.use(ideaId, now))) return { kind: 'gone' };
  await deps.store.ideaSights.recordTried(userId, ideaId, now);
  return { kind: 'idea', idea };
};
