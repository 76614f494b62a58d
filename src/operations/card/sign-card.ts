import type { Deps } from '../../deps.ts';
import { followCard } from './follow-card.ts';
import { type CardDeps, type OpenCard, openCard, type SignRefused } from './open-card.ts';

export type SignDeps = CardDeps & Pick<Deps, 'background' | 'refreshCard'>;

/** Stores somebody's one line, or another in its place. Whether they may is decided here, whatever they were shown. */
export const signCard = async (
  deps: SignDeps,
  { winId, userId, text }: { winId: string; userId: string; text: string },
  now: Date,
): Promise<OpenCard | SignRefused> => {
  const { store, background } = deps;
  const card = await openCard(deps, winId, userId);
  if (card.kind === 'refused') return card;
  const { name } = card;
  if (!(await store.signatures.sign({ winId, userId, name, text }, now)))
    return { kind: 'refused', why: 'handed-over' };
  background.run('card', async () => {
    await followCard(deps, winId, userId, now);
    await deps.refreshCard(winId);
  });
  return card;
};

/** Takes somebody's own line off a card, as long as nobody was handed it. */
export const removeLine = async (
  { store, background, refreshCard }: Pick<SignDeps, 'store' | 'background' | 'refreshCard'>,
  winId: string,
  userId: string,
): Promise<'removed' | 'handed-over' | 'none'> => {
  if (!(await store.signatures.remove(winId, userId)))
    return (await store.signatures.find(winId, userId)) ? 'handed-over' : 'none';
  background.run('card', () => refreshCard(winId));
  return 'removed';
};
