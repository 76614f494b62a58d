import { touchedBy } from '../../domain/tally.ts';
import type { StaleWin } from '../../models/win-tally.ts';
import { recountTallies, type TallyDeps } from './recount-tallies.ts';

/** Enough for a month of a team that posts much, whose wins are then read once. */
const batchSize = 1_000;
/** The workspace's other jobs wait meanwhile. */
const mostBatches = 5;

const changes = (wins: readonly StaleWin[]) => wins.map(({ postedAt: at, userIds }) => ({ at, userIds }));

/** Has running totals follow some wins that changed, the newest first. True when none is left. */
export const followTallies = async (deps: TallyDeps, most: number = batchSize): Promise<boolean> => {
  const { wins } = deps.store;
  const stale = await wins.tallyStale(most);
  if (stale.length === 0) return true;
  await recountTallies(deps, touchedBy(changes(stale)));
  await wins.settleTallies(stale);
  return stale.length < most;
};

/** The same for as many as there is time for in one tick. */
export const followTalliesDue = async (deps: TallyDeps): Promise<void> => {
  for (let batch = 0; batch < mostBatches; batch += 1) if (await followTallies(deps)) return;
};
