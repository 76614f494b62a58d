import type { ActionsBlock, KnownBlock } from '@slack/types';
import { type BoardPeriod, boardPeriods, type FirstPlaces } from '../../domain/board.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, context, header, menu, option, section } from '../blocks.ts';
import { emojiChoice } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, topText } from '../message.ts';
import { counted } from '../words.ts';
import { goalLine, type MonthGoal } from './goal-line.ts';
import type { PeriodWords } from './period-words.ts';

export interface OwnScore {
  seenByCount: number;
  noticedCount: number;
  isOffBoard: boolean;
}

/** Whom a board lists, or why it lists nobody. */
export type BoardPeople =
  | { kind: 'shown'; seen: FirstPlaces; noticed: FirstPlaces; own: OwnScore }
  | { kind: 'team-mode' | 'off' | 'no-wall' | 'closed' | 'unknown' };

export interface Board {
  period: BoardPeriod;
  words: PeriodWords;
  winCount: number;
  nominationCount: number;
  goal: MonthGoal | undefined;
  /** Not all that changed is counted yet. */
  isCounting: boolean;
  people: BoardPeople;
  look: Pick<Workspace, 'nominationEmoji'>;
}

export const boardTitle = 'Board';

const people = (count: number): string => counted(count, 'person', 'people');

const teamLine = ({ period, winCount, nominationCount, words }: Board): string => {
  if (winCount === 0)
    return `*The team:* the first win ${period === 'all' ? '' : `${words.within} `}is still to come.`;
  const nominations =
    nominationCount > 0 ? `, with ${counted(nominationCount, 'nomination', 'nominations')}` : '';
  return `*The team:* ${counted(winCount, 'win', 'wins')} ${words.within}${nominations}.`;
};

const whyNobody: Record<Exclude<BoardPeople['kind'], 'shown'>, string> = {
  'team-mode': 'Your team counts what it does together, and nobody by themselves (team mode).',
  off: 'Your team keeps no board: what it did together is all that is counted. Managers can change that in Settings.',
  'no-wall':
    'There is no wall just now, so nobody is listed. Somebody can invite me to the channel where wins shall appear.',
  closed:
    ':lock: The names are for those who are in the channel of the wall. Somebody who is in it can invite you.',
  unknown:
    'Slack does not say just now who is still in the team, so nobody is listed. Please try again in a minute.',
};

type Said = (count: number) => string;
const seenBy: Said = (count) => `seen by ${people(count)}`;
const noticedBy: Said = (count) => `noticed ${people(count)}`;

const list = (title: string, { places, levelAt }: FirstPlaces, said: Said): string | undefined => {
  if (places.length === 0 && levelAt === undefined) return undefined;
  const lines = places.map(({ place, userId, count }) => `${place}. ${mention(userId)}, ${said(count)}`);
  const level =
    levelAt === undefined
      ? []
      : [
          `${places.length > 0 ? 'After them several' : 'Several'} people are level, each ${said(levelAt)}: too many to name.`,
        ];
  return [`*${title}*`, ...lines, ...level].join('\n');
};

/** No zero is ever said. */
const ownLine = ({ seenByCount, noticedCount, isOffBoard }: OwnScore): string | undefined => {
  const parts = [
    ...(seenByCount > 0 ? [seenBy(seenByCount)] : []),
    ...(noticedCount > 0 ? [`you noticed ${people(noticedCount)}`] : []),
  ];
  const off = isOffBoard ? ' You keep off the board.' : '';
  return parts.length > 0
    ? `*You:* ${parts.join(', and ')}. This line is for you alone.${off}`
    : off.trim() || undefined;
};

const emptyLine = ({ winCount, look }: Board): string =>
  winCount === 0
    ? 'Yours can be the first: type `/brag` and one sentence about what you did for a customer.'
    : `Nobody has nominated yet. React to a win with ${emojiChoice(look)}, and whoever did it is seen.`;

const counting =
  'I am still counting what is older, so this is not everything yet. Look again in some minutes.';

const peopleLines = (board: Board): string[] => {
  const { people: whom } = board;
  if (whom.kind !== 'shown')
    return [...(board.winCount === 0 ? [emptyLine(board)] : []), whyNobody[whom.kind]];
  const lists = [
    list('Seen most', whom.seen, seenBy),
    list('Noticed others most', whom.noticed, noticedBy),
  ].filter((each) => each !== undefined);
  return [...(lists.length > 0 ? lists : [emptyLine(board)]), ...[ownLine(whom.own) ?? []].flat()];
};

const rule =
  'Different people count: ten nominations by one person are one. There are no places below the fifth.';

const periodLabels: Record<BoardPeriod, string> = {
  week: 'This week',
  month: 'This month',
  quarter: 'This quarter',
  year: 'This year',
  all: 'All time',
};

const controls = ({ period, people: whom }: Board): ActionsBlock =>
  actions(
    menu(
      actionIds.boardPeriod,
      boardPeriods.map((each) => option(each, periodLabels[each])),
      period,
    ),
    ...(whom.kind === 'shown'
      ? [
          button(actionIds.noteChange, 'What I get', {
            spoken: 'What I get: also whether you are on the board',
          }),
        ]
      : []),
  );

/** How the team is doing, and who is seen and who notices others: for the one person who asked. */
export const boardMessage = (board: Board): Message => {
  const title = `The board: ${board.words.title}`;
  const lines = [
    [teamLine(board), ...(board.goal ? [goalLine(board.goal)] : [])].join('\n'),
    ...(board.isCounting ? [counting] : []),
    ...peopleLines(board),
  ];
  const isListed = board.people.kind === 'shown';
  const others = '`/brag top week`, `month`, `quarter`, `year` or `all` shows another time.';
  const keepOff = 'To keep off it: *What I get* (`/brag settings`).';
  const blocks: KnownBlock[] = [
    header(title),
    ...lines.map(section),
    controls(board),
    ...(isListed ? [context(`${rule} ${keepOff}`)] : []),
  ];
  const text = [`*${title}*`, ...lines, ...(isListed ? [`${rule} ${keepOff}`] : []), others];
  return { text: topText(text.join('\n')), blocks };
};
