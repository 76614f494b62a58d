import { isMonth, type Subjects } from '../../domain/tally.ts';
import { recountTallies, type TallyDeps } from './recount-tallies.ts';

/**
 * Makes all running totals anew: at once of everybody who has some, and with the next ticks of everybody whom a win or
 * words to one person are about. For what totals go by besides wins: where months begin, and whether people are counted at all.
 */
export const rebuildTallies = async (deps: TallyDeps): Promise<void> => {
  const { wins, privateWords, tallies } = deps.store;
  await wins.markTalliesStale();
  await privateWords.markTalliesStale();
  for (const month of (await tallies.periods()).filter(isMonth)) {
    const subjects: Subjects = new Map([[month, new Set(await tallies.userIds(month))]]);
    await recountTallies(deps, subjects);
  }
};
