import { recoveriesOnHome } from '../../views/recovery/recovery-home.ts';
import { shownOf } from '../recovery/recovery-card.ts';
import type { HomeSection } from './home-section.ts';

const mostShown = 3;
/** How many are counted besides. */
const mostCounted = 20;

/** What somebody owns or helps to put right, what waits longest first. */
export const recoveriesRow: HomeSection = async (deps, { userId }) => {
  const found = await deps.store.recoveries.openOf(userId, mostCounted);
  const shown = await Promise.all(found.slice(0, mostShown).map((each) => shownOf(deps, each)));
  return recoveriesOnHome({ shown, others: Math.max(found.length - mostShown, 0) });
};
