import type { Deps } from '../../deps.ts';
import { mayHideIdea, mayShowIdeaAgain } from '../../domain/idea.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ineligibility } from '../../domain/person.ts';
import type { OwnIdea } from '../../models/idea.ts';
import type { ChangeIdeaOutcome } from '../../views/idea/idea-answer.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { type IdeaDeps, ideaAsker } from './read-ideas.ts';

export type HideIdeaDeps = IdeaDeps & Pick<Deps, 'background' | 'refreshNote'>;

/** Slack need not be asked about what somebody added themselves. */
const actorFor = async (deps: IdeaDeps, { addedBy, hidden }: OwnIdea, userId: string) => {
  const isTheirs = addedBy === userId && hidden?.isOwn !== false;
  return { userId, isManager: !isTheirs && (await managesWorkspace(deps, userId)) };
};

/** An idea of the team's own, and who wants to change it; or why they cannot. */
const opened = async (deps: IdeaDeps, ideaId: string, userId: string, now: Date) => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker) return { kind: 'not-allowed' } as const;
  const own = await deps.store.ideas.find(ideaId);
  if (!own) return { kind: 'gone' } as const;
  return { kind: 'own', own, actor: await actorFor(deps, own, userId) } as const;
};

/**
 * Its author is told, with their next note. It is written down before the idea is hidden, so that it is not lost, and is
 * told a minute later at the earliest, so that it finds it hidden.
 */
const planNews = async (
  { store, people }: HideIdeaDeps,
  { _id: ideaId, addedBy, timesHidden }: OwnIdea,
  byId: string,
  now: Date,
): Promise<void> => {
  if (ineligibility(await people.find(addedBy))) return;
  const key = notePartKey['idea-hidden'](ideaId, timesHidden + 1);
  const dueAt = new Date(now.getTime() + 60_000);
  await store.noteParts.planAgain({ key, kind: 'idea-hidden', userId: addedBy, ideaId, byId }, dueAt);
};

/** Nobody is offered it any more: its author takes it back, or a manager takes it out. */
export const hideIdea = async (
  deps: HideIdeaDeps,
  ideaId: string,
  userId: string,
  now: Date,
): Promise<ChangeIdeaOutcome> => {
  const found = await opened(deps, ideaId, userId, now);
  if (found.kind !== 'own') return found;
  const { own, actor } = found;
  if (!mayHideIdea(own, actor)) return { kind: 'not-allowed' };
  const { text } = own;
  if (own.hidden) return { kind: 'hidden-before', ideaId, text, mayShowAgain: mayShowIdeaAgain(own, actor) };
  const as = own.addedBy === userId ? 'author' : 'manager';
  if (as === 'manager') await planNews(deps, own, userId, now);
  const hidden = await deps.store.ideas.hide(ideaId, userId, as, now);
  if (hidden) return { kind: as === 'author' ? 'taken-back' : 'taken-out', ideaId, text };
  const other = await deps.store.ideas.find(ideaId);
  if (!other) return { kind: 'gone' };
  return { kind: 'hidden-before', ideaId, text, mayShowAgain: mayShowIdeaAgain(other, actor) };
};

/** Back among those that are offered, by whom it was hidden: its author, or a manager. */
export const showIdeaAgain = async (
  deps: HideIdeaDeps,
  ideaId: string,
  userId: string,
  now: Date,
): Promise<ChangeIdeaOutcome> => {
  const found = await opened(deps, ideaId, userId, now);
  if (found.kind !== 'own') return found;
  const { own, actor } = found;
  const { text } = own;
  if (!own.hidden) return mayHideIdea(own, actor) ? { kind: 'back', ideaId, text } : { kind: 'not-allowed' };
  if (!mayShowIdeaAgain(own, actor)) return { kind: 'not-allowed' };
  await deps.store.ideas.showAgain(own, now);
  const key = notePartKey['idea-hidden'](ideaId, own.timesHidden);
  deps.background.run('idea', async () => {
    await deps.refreshNote(key);
  });
  return { kind: 'back', ideaId, text };
};

/** An idea that slept, since nobody tried it for six months, is offered again. */
export const wakeIdea = async (
  deps: IdeaDeps,
  ideaId: string,
  userId: string,
  now: Date,
): Promise<ChangeIdeaOutcome> => {
  const found = await opened(deps, ideaId, userId, now);
  if (found.kind !== 'own') return found;
  const { own, actor } = found;
  if (!mayHideIdea(own, actor)) return { kind: 'not-allowed' };
  const { text } = own;
  if (await deps.store.ideas.use(ideaId, now)) return { kind: 'back', ideaId, text };
  return { kind: 'hidden-before', ideaId, text, mayShowAgain: mayShowIdeaAgain(own, actor) };
};
