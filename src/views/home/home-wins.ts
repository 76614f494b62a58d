import type { KnownBlock } from '@slack/types';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, header, section } from '../blocks.ts';
import { emojiMarks } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { counted, namesWithin } from '../words.ts';

export interface HomeWin {
  winId: string;
  /** As a person reads it. */
  text: string;
  isAuthor: boolean;
  isHero: boolean;
  isHelper: boolean;
  /** Who else is credited. */
  otherHeroes: readonly string[];
  nominationCount: number;
  isExceptional: boolean;
  /** Not so in team mode. */
  showsCount: boolean;
  postedAt: Date;
  /** On the wall, for whoever can see it there. */
  link: string | undefined;
  /** Why there is no link. */
  noLink: 'soon' | 'no-wall' | 'refused' | 'closed';
}

/** What the team has decided about how wins look. */
export type HomeLook = Pick<Workspace, 'nominationEmoji'>;

const longestNames = 200;

/** Whom it is about, unless it begins with them anyway. */
const beginning = ({ isHero, isHelper, otherHeroes, text }: HomeWin): string => {
  const [first] = otherHeroes;
  const names = escapeName(namesWithin(otherHeroes, otherHeroes.length, longestNames));
  if (isHelper) return `You helped ${names}: `;
  if (first === undefined || text.startsWith(`@${first}`)) return '';
  return isHero ? `With ${names}: ` : `${names}: `;
};

const nominations = ({ nominationCount, isExceptional, showsCount }: HomeWin, look: HomeLook): string[] => {
  const marks = emojiMarks(look);
  if (!showsCount) return isExceptional ? [`${marks.exceptional} *Exceptional*`] : [];
  if (nominationCount === 0) return [];
  const words = counted(nominationCount, 'nomination', 'nominations');
  return [isExceptional ? `${marks.exceptional} *Exceptional: ${words}*` : `${marks.nomination} ${words}`];
};

const when = ({ postedAt }: HomeWin): string => {
  const seconds = Math.floor(postedAt.getTime() / 1000);
  return `<!date^${seconds}^{date_short_pretty}|${postedAt.toISOString().slice(0, 10)}>`;
};

const withoutLink: Record<HomeWin['noLink'], string> = {
  soon: 'On its way to the wall',
  'no-wall': 'Waits until there is a wall',
  refused: 'Slack does not take it: edit it, shorter or plainer, and I try again',
  closed: 'On the wall, in a channel that you are not in',
};

const winText = (win: HomeWin, look: HomeLook): string => {
  const story = `${beginning(win)}${escapeSlackText(excerptOf(win.text))}`;
  const where = win.link ? `<${win.link}|See it on the wall>` : withoutLink[win.noLink];
  return `${story}\n${[...nominations(win, look), when(win), where].join(' · ')}`;
};

const controls = ({ winId, text, isAuthor, link }: HomeWin): KnownBlock[] => {
  const about = excerptOf(text);
  const buttons = [
    ...(link
      ? [
          button(actionIds.whoNominated, 'Who nominated?', {
            value: winId,
            spoken: `Who nominated? ${about}`,
          }),
        ]
      : []),
    ...(isAuthor ? [button(actionIds.winEdit, 'Edit', { value: winId, spoken: `Edit: ${about}` })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};

/** What the person posted, is credited in or helped with lately. */
export const winsBlocks = (wins: readonly HomeWin[], look: HomeLook): KnownBlock[] =>
  wins.length === 0
    ? []
    : [header('My last wins'), ...wins.flatMap((win) => [section(winText(win, look)), ...controls(win)])];
