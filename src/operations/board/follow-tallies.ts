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

/** How often the totals of recent wins are made anew, and how far back. */
export const lookAtTalliesEveryMs = 86_400_000;
const recentMs = 15 * 86_400_000;

/** A replica of an earlier version that runs beside this one changes wins and says nothing of it to totals. */
const doubtRecent = async ({ store }: TallyDeps, now: Date): Promise<void> => {
  if (!(await store.workspace.claimTurn('talliesLookedAt', now, lookAtTalliesEveryMs))) return;
  await store.wins.markTalliesStale(new Date(now.getTime() - recentMs));
};

/** The same for as many as there is time for in one tick. */
export const followTalliesDue = async (deps: TallyDeps, now?: Date): Promise<void> => {
  if (now) await doubtRecent(deps, now);
  for (let batch = 0; batch < mostBatches; batch += 1) if (await followTallies(deps)) return;
};
