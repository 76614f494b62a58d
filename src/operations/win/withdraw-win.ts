import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win-schema.ts';

/**
 * Withdraws the win whose wall message, or whose original message, is no longer in Slack. Undefined when there was
 * none to withdraw. The same text may then be posted anew.
 */
export const withdrawDeletedWin = async (
  { store }: Pick<Deps, 'store'>,
  place: Place,
  now: Date,
): Promise<Win | undefined> => {
  const win = await store.wins.withdrawDeleted(place, now);
  if (!win) return undefined;
  await store.submissions.release(win._id);
  return win;
};
