import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import { type CountsOf, noCounts } from '../../domain/idea.ts';

/** So long back it counts what was done: half a year, so that what was new once does not lead for ever. */
const countedForMs = 183 * 86_400_000;

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
  const done = await doneByIdea({ store }, lately);
  return (ideaId) => ({ ...noCounts, done: done.get(ideaId) ?? 0 });
};
