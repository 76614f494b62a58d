import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import type { PrivatePair } from '../../domain/tally.ts';

/** Who noticed whom in words that only their reader has seen. */
export const privatePairs = async (
  { store }: Pick<Deps, 'store'>,
  { start, end }: Span,
): Promise<PrivatePair[]> => {
  const pairs = await store.privateWords.pairsBetween(start, end);
  return pairs.map(({ authorId: fromId, heroId: toId }) => ({ fromId, toId }));
};
