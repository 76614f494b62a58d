import { touchedBy } from '../../domain/tally.ts';
import { recountTallies, type TallyDeps } from './recount-tallies.ts';

/** Enough for a month of a team of thousands, whose wins are then read once. */
const batchSize = 5_000;
/** The workspace's other jobs wait meanwhile. */
const mostBatches = 3;

/** Has running totals follow some of what changed, the newest wins first. True when nothing is left. */
export const followTallies = async (deps: TallyDeps, most: number = batchSize): Promise<boolean> => {
  const { wins, privateWords } = deps.store;
  const [stale, words] = await Promise.all([wins.tallyStale(most), privateWords.tallyStale(most)]);
  const changes = [
    ...stale.map(({ postedAt: at, userIds }) => ({ at, userIds })),
    ...words.map(({ givenAt: at, authorId }) => ({ at, userIds: [authorId] })),
  ];
  if (changes.length === 0) return true;
  await recountTallies(deps, touchedBy(changes));
  if (stale.length > 0) await wins.settleTallies(stale);
  await privateWords.settleTallies(words);
  return stale.length < most && words.length < most;
};

/** The same for as many as there is time for in one tick. */
export const followTalliesDue = async (deps: TallyDeps): Promise<void> => {
  for (let batch = 0; batch < mostBatches; batch += 1) if (await followTallies(deps)) return;
};
