import type { Deps } from '../../deps.ts';
import { reportNominators } from '../../domain/nomination.ts';
import { excerptOf } from '../../domain/win.ts';
import type { NominatorsView } from '../../views/nomination-report.ts';
import { storyTyped } from '../../views/win/story.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { namesInWin } from '../win/win-message.ts';

export type WhoNominatedDeps = Pick<Deps, 'store' | 'workspace' | 'people' | 'channels' | 'logger'>;

/** Who nominated a win, for whoever can see it on the wall. */
export const whoNominated = async (
  deps: WhoNominatedDeps,
  winId: string,
  userId: string,
): Promise<NominatorsView | 'gone' | 'hidden' | 'folded'> => {
  const win = await deps.store.wins.find(winId);
  if (!win || win.withdrawn?.at) return 'gone';
  const isShown = await maySeeWall(deps, userId, win.wall ? [win.wall.channelId] : []);
  if (!isShown) return 'hidden';
  if (win.folded) return 'folded';
  const { exceptionalThreshold, nominationEmoji } = await deps.workspace();
  return {
    ...reportNominators(win, await deps.store.nominations.votesByUser(winId), { nominationEmoji }),
    excerpt: excerptOf(storyTyped({ text: win.text, names: namesInWin(win) })),
    exceptionalThreshold,
    nominationEmoji,
  };
};
