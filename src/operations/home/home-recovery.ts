import { recoveryAsk } from '../../views/recovery/recovery-follow.ts';
import { moreAsks, recoveriesOnHome } from '../../views/recovery/recovery-home.ts';
import { shownOf } from '../recovery/recovery-card.ts';
import type { HomeRow } from './home-section.ts';

const mostShown = 3;
/** How many are counted besides. */
const mostCounted = 20;

/** What somebody owns or helps to put right, what waits longest first. */
export const recoveriesRow: HomeRow = async (deps, { userId }) => {
  const all = await deps.store.recoveries.openOf(userId, mostCounted);
  // What is asked of them is a row of its own.
  const found = all.filter(({ askedAt, ownerId }) => !askedAt || ownerId !== userId);
  const shown = await Promise.all(found.slice(0, mostShown).map((each) => shownOf(deps, each)));
  if (shown.length === 0) return [];
  return [recoveriesOnHome({ shown, others: found.length - shown.length })];
};

/** Whether all is right again, of what they own: until they say. */
export const recoveryAskRow: HomeRow = async (deps, { userId }) => {
  const found = await deps.store.recoveries.askedOf(userId, mostShown + 1);
  const shown = await Promise.all(found.slice(0, mostShown).map((each) => shownOf(deps, each)));
  const asks = shown.map((each) => recoveryAsk(each).blocks);
  return found.length > mostShown ? [...asks, [moreAsks]] : asks;
};
