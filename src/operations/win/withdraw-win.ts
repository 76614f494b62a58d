import type { Deps } from '../../deps.ts';
import type { Place, Win } from '../../models/win.ts';

/**
 * Withdraws the win whose wall message, or whose original message, is no longer in Slack. Undefined when there was
 * none to withdraw. The same text may then be posted anew.
 */
export const withdrawDeletedWin = async (
  { models, installation }: Pick<Deps, 'models' | 'installation'>,
  place: Place,
  now: Date,
): Promise<Win | undefined> => {
  const win = await models.wins.withdrawDeleted(installation.teamId, place, now);
  if (!win) return undefined;
  await models.submissions.release(installation.teamId, win._id);
  return win;
};
