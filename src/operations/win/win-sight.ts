import type { Installation } from '../../deps.ts';
import { excerptOf } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { messageLink } from '../../views/message.ts';
import { type AudienceDeps, maySeeWall, seesWall } from '../wall/wall-audience.ts';
import { typedWin } from './win-message.ts';

/** Whether somebody can see a win where it is, which may be a wall from before. */
export const maySeeWin = (
  deps: Parameters<typeof maySeeWall>[0],
  userId: string,
  { wall }: Pick<Win, 'wall'>,
): Promise<boolean> => maySeeWall(deps, userId, wall ? [wall.channelId] : []);

/** The first words of a win and the way there, for somebody who can see it. */
export const glimpseOf = async (
  deps: AudienceDeps & { installation: Installation },
  win: Win | undefined,
  userId: string,
): Promise<{ excerpt: string; link: string } | undefined> => {
  if (!win?.wall || win.folded || !(await seesWall(deps, userId, [win.wall.channelId]))) return undefined;
  return { excerpt: excerptOf(typedWin(win)), link: messageLink(deps.installation.url, win.wall) };
};
