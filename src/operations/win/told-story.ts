import type { Deps } from '../../deps.ts';
import type { Win } from '../../models/win-schema.ts';

/** What a win tells of that was made right can be told anew once that is taken down, and not once it is back. */
export const followToldStory = async (
  { store }: Pick<Deps, 'store'>,
  { _id: winId, recoveryId, withdrawn }: Win,
  now: Date,
): Promise<void> => {
  if (!recoveryId) return;
  await store.recoveries.followStory(recoveryId, { winId, isDown: Boolean(withdrawn?.at) }, now);
};
