import type { Deps } from '../../deps.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { maySeeWall } from '../wall/wall-audience.ts';
import { managesWorkspace } from '../workspace/manager.ts';

export type HomeDeps = Pick<
  Deps,
  'store' | 'installation' | 'workspace' | 'people' | 'channels' | 'packs' | 'logger'
> & {
  /** Who is known to have been credited before some week: they are never new again, so nobody asks twice. */
  veterans: Set<string>;
};

/** A win of somebody's, and whether they can see it on the wall. */
export interface OwnWin {
  win: Win;
  isOpen: boolean;
}

/** Whom Home is shown to, and what each of its sections goes by. */
export interface HomeReader {
  userId: string;
  now: Date;
  workspace: Workspace;
  isManager: boolean;
  seesWall: boolean;
  /** The newest first. Of a wall that they cannot see, only what they posted themselves. */
  lastWins: OwnWin[];
}

const mostWins = 5;

/** While Slack cannot say, nobody is shown what is for managers; it is asked again where that is read. */
const isManager = async (deps: HomeDeps, userId: string): Promise<boolean> => {
  try {
    return await managesWorkspace(deps, userId);
  } catch (error) {
    deps.logger.warn({ feature: 'home', err: error }, 'Slack could not say who manages the workspace');
    return false;
  }
};

/** Whether somebody can see a win where it is, which may be a wall from before. */
export const seesWin = async (
  deps: HomeDeps,
  { userId, seesWall }: Pick<HomeReader, 'userId' | 'seesWall'>,
  { wall }: Pick<Win, 'wall'>,
): Promise<boolean> => seesWall && (!wall || maySeeWall(deps, userId, [wall.channelId]));

export const readHomeReader = async (deps: HomeDeps, userId: string, now: Date): Promise<HomeReader> => {
  const [workspace, manages, seesWall, wins] = await Promise.all([
    deps.workspace(),
    isManager(deps, userId),
    maySeeWall(deps, userId),
    deps.store.wins.lastOf(userId, mostWins),
  ]);
  const sight = { userId, seesWall };
  const lastWins = await Promise.all(
    wins.map(async (win) => ({ win, isOpen: await seesWin(deps, sight, win) })),
  );
  return {
    ...sight,
    now,
    workspace,
    isManager: manages,
    lastWins: lastWins.filter(({ win, isOpen }) => isOpen || win.authorId === userId),
  };
};
