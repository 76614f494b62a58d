import type { Deps } from '../../deps.ts';
import type { WeekName } from '../../domain/calendar.ts';
import type { Digest } from '../../domain/digest.ts';
import { winIdsIn, withoutWins } from '../../domain/digest-shown.ts';
import { withLessons } from './with-lessons.ts';
import { withVoices } from './with-voices.ts';

/** What was stored of a closed week, without the words of wins that are reported, or that managers took down. */
export const findDigest = async (
  { store }: Pick<Deps, 'store'>,
  week: WeekName,
): Promise<Digest | undefined> => {
  const digest = await store.digests.find(week);
  if (!digest) return undefined;
  const winIds = winIdsIn(digest);
  const hidden = winIds.length > 0 ? await store.wins.hiddenAmong(winIds) : new Set<string>();
  const shown = hidden.size > 0 ? withoutWins(digest, hidden) : digest;
  return withVoices({ store }, await withLessons({ store }, shown));
};
