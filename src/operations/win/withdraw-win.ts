import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win-schema.ts';

/**
 * Withdraws the win whose wall message is no longer in Slack, or the message whose words it has: the same text may then
 * be posted anew. One that tells of that message in its author's own words loses the way there, and stands. The win, if
 * it is to be shown anew.
 */
export const withdrawDeletedWin = async (
  { store }: Pick<Deps, 'store'>,
  place: Place,
  now: Date,
): Promise<Win | undefined> => {
  const win = await store.wins.withdrawDeleted(place, now);
  if (!win) return (await store.wins.loseOriginal(place)) ?? undefined;
  await store.submissions.release(win._id);
  if (win.customer) await store.voices.followAgain(win._id, now);
  return win;
};
