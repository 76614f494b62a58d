import type { Deps } from '../../deps.ts';
import { isUnseen } from '../../domain/human-text.ts';
import { mostScreenNameUnits, type ScreenNameFault, type ScreenRefusal } from '../../domain/screen.ts';
import { foldedText } from '../../domain/win.ts';
import type { Screen } from '../../models/screen.ts';
import { linkTokenHash, newLinkToken } from '../link-token.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { managesWorkspace } from '../workspace/manager.ts';

export type ScreenDeps = Pick<Deps, 'store' | 'people' | 'channels' | 'workspace' | 'publicUrl' | 'logger'>;

/** What a manager can make a screen for. */
export interface ScreenableWall {
  channelId: string;
  isPublic: boolean;
  publicUrl: string;
}

export const isRefusedScreen = <T extends object>(found: T | ScreenRefusal): found is ScreenRefusal =>
  'kind' in found;

/**
 * Whether somebody may put the wall on a screen, by what is set now: managers, and only what they can see in Slack
 * themselves. Throws when Slack cannot be asked.
 */
export const wallToShow = async (
  deps: ScreenDeps,
  userId: string,
): Promise<ScreenableWall | ScreenRefusal> => {
  const { publicUrl, channels } = deps;
  if (!(await managesWorkspace(deps, userId))) return { kind: 'not-manager' };
  if (publicUrl === undefined) return { kind: 'no-pages' };
  const { wallChannelId } = await deps.workspace();
  if (wallChannelId === undefined) return { kind: 'no-wall' };
  if (!(await seesWall(deps, userId))) return { kind: 'wall-hidden' };
  const isPublic = (await channels.find(wallChannelId))?.isPublic === true;
  return { channelId: wallChannelId, isPublic, publicUrl };
};

export type MadeScreen =
  | ScreenRefusal
  | { kind: 'faulty'; fault: ScreenNameFault }
  /** The wall became a private channel, or moved into one, since they were told what it is. */
  | { kind: 'wall-changed' }
  | { kind: 'made'; name: string; link: string; isForPrivate: boolean };

/** Makes a screen's link. `told`: what its maker read of the wall, since they let everybody who passes by see it. */
export const makeScreen = async (
  deps: ScreenDeps,
  { name: typed, told }: { name: string; told: { channelId: string; isPublic: boolean } },
  userId: string,
  now: Date,
): Promise<MadeScreen> => {
  const wall = await wallToShow(deps, userId);
  if (isRefusedScreen(wall)) return wall;
  const name = foldedText(typed);
  if (isUnseen(name)) return { kind: 'faulty', fault: 'blank' };
  if (name.length > mostScreenNameUnits) return { kind: 'faulty', fault: 'too-long' };
  if (!wall.isPublic && (told.isPublic || told.channelId !== wall.channelId)) return { kind: 'wall-changed' };
  const token = newLinkToken();
  const made = await deps.store.screens.make(
    {
      name,
      tokenHash: linkTokenHash(token),
      madeBy: userId,
      wallChannelId: wall.channelId,
      isForPrivate: !wall.isPublic,
    },
    now,
  );
  return made === 'made'
    ? { kind: 'made', name, link: `${wall.publicUrl}/screen/${token}`, isForPrivate: !wall.isPublic }
    : { kind: 'faulty', fault: made };
};

export type ScreenListing =
  | { kind: 'not-manager' }
  | { kind: 'list'; screens: readonly Screen[]; wall: ScreenableWall | ScreenRefusal; zone: string };

/** A manager's view of the team's screens. Those that are there can be taken out whatever the wall is. */
export const listScreens = async (deps: ScreenDeps, userId: string): Promise<ScreenListing> => {
  const [wall, screens, { zone }] = await Promise.all([
    wallToShow(deps, userId),
    deps.store.screens.list(),
    deps.workspace(),
  ]);
  if (isRefusedScreen(wall) && wall.kind === 'not-manager') return { kind: 'not-manager' };
  return { kind: 'list', screens, wall, zone };
};

/** Takes a screen out: its link leads nowhere within seconds. Undefined: somebody did already. */
export const removeScreen = async (
  deps: ScreenDeps,
  { screenId, madeAt }: { screenId: string; madeAt: Date },
  userId: string,
): Promise<{ kind: 'not-manager' } | { kind: 'removed'; name: string | undefined }> => {
  if (!(await managesWorkspace(deps, userId))) return { kind: 'not-manager' };
  const removed = await deps.store.screens.remove(screenId, madeAt);
  return { kind: 'removed', name: removed?.name };
};
