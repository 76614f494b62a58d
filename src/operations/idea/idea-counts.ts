import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import { type CountsOf, noCounts, seenSince } from '../../domain/idea.ts';

/** So long back it counts what was done, so that what was new last year does not lead for ever. */
const countedForMs = 366 * 86_400_000;

/** How often each was done in a time, by its id. */
export const doneByIdea = async (
  { store }: Pick<Deps, 'store'>,
  span: Span,
): Promise<ReadonlyMap<string, number>> => store.wins.doneByIdea(span);

/**
 * What became of ideas here. Nothing is ever added to a number: all are counted anew from what is stored, so that a win
 * that is taken down counts no more, and one that is put back counts again.
 */
export const ideaCounts = async ({ store }: Pick<Deps, 'store'>, now: Date): Promise<CountsOf> => {
  const lately = { start: new Date(now.getTime() - countedForMs), end: new Date(now.getTime() + 1) };
  const [sights, done] = await Promise.all([
    store.ideaSights.counts(seenSince(now)),
    doneByIdea({ store }, lately),
  ]);
  const sightsById = new Map(sights.map((each) => [each.ideaId, each]));
  return (ideaId) => {
    const { shown = 0, tried = 0 } = sightsById.get(ideaId) ?? {};
    return { ...noCounts, shown, tried, done: done.get(ideaId) ?? 0 };
  };
};
