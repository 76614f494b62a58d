import type { Deps } from '../../deps.ts';
import { newsSince } from '../../domain/win.ts';

/**
 * Another number of nominations makes a win exceptional: the badges between the two are shown anew, a few a minute, and
 * what is exceptional now and still news is announced. Who announces it keeps to once (count-nominations.ts).
 */
export const followThreshold = async (
  { store, workspace, recountWin }: Pick<Deps, 'store' | 'workspace' | 'recountWin'>,
  { from, to }: { from: number; to: number },
  now: Date,
): Promise<void> => {
  await store.wins.markStaleCounted(Math.min(from, to), Math.max(from, to));
  const { exceptionalThreshold } = await workspace();
  for (const winId of await store.wins.unannounced(newsSince(now), exceptionalThreshold))
    await recountWin(winId);
};
