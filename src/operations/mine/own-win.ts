import type { Deps } from '../../deps.ts';
import { isExceptional } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Win } from '../../models/win-schema.ts';
import { messageLink } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { namesInWin } from '../win/win-message.ts';
import { maySeeWin } from '../win/win-sight.ts';

export type SightDeps = Pick<Deps, 'workspace' | 'people' | 'channels' | 'logger'>;

/** Whether one person can see a win where it is. Asked once a channel, however many wins there are. */
export type Sees = (win: Pick<Win, 'wall'>) => Promise<boolean>;

export const sightOf = (deps: SightDeps, userId: string): Sees => {
  const known = new Map<string, Promise<boolean>>();
  return (win) => {
    const channelId = win.wall?.channelId ?? '';
    const seen = known.get(channelId) ?? maySeeWin(deps, userId, win);
    known.set(channelId, seen);
    return seen;
  };
};

interface Reading {
  workspace: Pick<Workspace, 'exceptionalThreshold'>;
  userId: string;
  workspaceUrl: string;
}

/** A win as somebody may read it who is credited in it, or nominated it: what they wrote themselves, and what they can see. */
export const readableWin = (win: Win, isOpen: boolean, { workspace, userId, workspaceUrl }: Reading) => {
  const names = namesInWin(win);
  const isShown = isOpen || win.authorId === userId;
  return {
    story: isShown ? storyTyped({ text: win.text, names }) : undefined,
    names: isShown
      ? win.heroIds.filter((heroId) => heroId !== userId).map((heroId) => names.get(heroId) ?? 'someone')
      : [],
    customerAlias: isShown ? (win.customerAlias ?? undefined) : undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
    customer: isShown ? (win.customer ?? undefined) : undefined,
    nominationCount: win.nominationCount,
    isExceptional: isExceptional(workspace, win.nominationCount),
    postedAt: win.postedAt,
    link: win.wall && isOpen ? messageLink(workspaceUrl, win.wall) : undefined,
  };
};
