import type { ScreenPeople } from '../../domain/screen-text.ts';
import type { CustomerWord } from '../../domain/win.ts';
import type { MonthGoal } from '../board/goal-line.ts';
import { answerWords } from '../win/customer-word.ts';
import { capitalized, counted, listed } from '../words.ts';

/** A win as a screen shows it: plain words, all that is to be seen of it. */
export interface ScreenWin {
  /** Tells it apart from the others, and leads nowhere. */
  key: string;
  who: string;
  text: string;
  when: string;
  /** Who helped. */
  helped?: string;
  isExceptional?: true;
  /** What its customer says. */
  customer?: string;
  customerWords?: string;
}

/** All that a screen shows. */
export interface ScreenState {
  team: string;
  wins: readonly ScreenWin[];
  /** What there is to say where there is no win. */
  notice?: { title: string; text: string };
  goal?: { words: string; wins: number; reached: number };
  challenge?: string;
}

const mostNamed = 4;

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const colleagues = (count: number, isAlone: boolean): string => {
  if (count === 1) return isAlone ? 'a colleague' : 'one colleague';
  return `${numbers[count] ?? count} colleagues`;
};

/** "Jo, Sam and two colleagues". */
export const peopleWords = (
  { names, unnamedCount }: ScreenPeople,
  groupNames: readonly string[] = [],
): string => {
  const all = [...names, ...groupNames];
  const shown = all.slice(0, mostNamed);
  const others = all.length - shown.length;
  const unnamed = unnamedCount > 0 ? [colleagues(unnamedCount, all.length === 0)] : [];
  const rest = others > 0 ? [counted(others + unnamedCount, 'other', 'others')] : unnamed;
  const words = listed([...shown, ...rest]);
  return all.length === 0 ? capitalized(words) : words;
};

export const helpedWords = (people: ScreenPeople): string => {
  const words = peopleWords(people);
  return `with help from ${people.names.length > 0 ? words : words.toLowerCase()}`;
};

export const customerSays = ({ answer }: CustomerWord): string => `The customer says: ${answerWords[answer]}`;

/** Of the goal of a month, in few words: the bar says the rest. */
export const goalOnScreen = ({ month, wins, reached }: MonthGoal): NonNullable<ScreenState['goal']> => {
  const words = `${month}: ${reached} of ${counted(wins, 'win', 'wins')}`;
  return { words: reached >= wins ? `${words}. Thank you all!` : words, wins, reached };
};

export const challengeOnScreen = (theme: string): string => `Today’s challenge: ${theme}`;

type Nothing = Pick<ScreenState, 'notice' | 'wins'>;

export const nothingYet: Nothing = {
  wins: [],
  notice: {
    title: 'The first win of this week is still to come',
    text: 'Did something good for a customer, or saw somebody do it? In Slack, type /brag and what it was.',
  },
};

export const noWallOnScreen: Nothing = {
  wins: [],
  notice: {
    title: 'There is no wall just now',
    text: 'A manager can choose a channel for it in Slack: /brag settings.',
  },
};

export const wallClosedOnScreen: Nothing = {
  wins: [],
  notice: {
    title: 'The wall is in a private channel now',
    text: 'This screen was not made for it. If it is to show it all the same, a manager makes a new link in Slack: /brag settings, Screens.',
  },
};
