import type { Installation } from '../../deps.ts';
import { isExceptional } from '../../domain/win.ts';
import { type HomeWin, winsBlocks } from '../../views/home/home-wins.ts';
import { messageLink } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { namesInWin } from '../win/win-message.ts';
import type { HomeReader, OwnWin } from './home-reader.ts';
import type { HomeSection } from './home-section.ts';

const whyNoLink = ({ win, isOpen }: OwnWin, { workspace }: HomeReader): HomeWin['noLink'] => {
  if (win.wall) return isOpen ? 'soon' : 'closed';
  if (workspace.wallChannelId === undefined) return 'no-wall';
  return win.isUnpostable ? 'refused' : 'soon';
};

const homeWin = (own: OwnWin, reader: HomeReader, { url }: Pick<Installation, 'url'>): HomeWin => {
  const { win, isOpen } = own;
  const names = namesInWin(win);
  return {
    winId: win._id,
    text: storyTyped({ text: win.text, names }),
    isAuthor: win.authorId === reader.userId,
    isHero: win.heroIds.includes(reader.userId),
    isHelper: win.helperIds?.includes(reader.userId) === true,
    otherHeroes: win.heroIds
      .filter((userId) => userId !== reader.userId)
      .map((userId) => names.get(userId) ?? 'someone'),
    nominationCount: win.nominationCount,
    isExceptional: isExceptional(reader.workspace, win.nominationCount),
    showsCount: !reader.workspace.isTeamMode,
    postedAt: win.postedAt,
    link: win.wall && isOpen ? messageLink(url, win.wall) : undefined,
    noLink: whyNoLink(own, reader),
  };
};

/** What the person posted or is credited in lately. */
export const winsSection: HomeSection = async ({ installation }, reader) =>
  winsBlocks(
    reader.lastWins.map((own) => homeWin(own, reader, installation)),
    reader.workspace,
  );
