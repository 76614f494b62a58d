import type { CalendarDay, Quarter } from '../../domain/calendar.ts';
import { csvOf } from '../../domain/csv.ts';
import { markdownQuote, markdownText } from '../../domain/markdown.ts';
import { quarterInWords, type ReviewPeriod } from '../../domain/mine.ts';
import type { CustomerWord, Principle, Rung } from '../../domain/win.ts';
import type { OwnTotals } from '../../domain/win-totals.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { answerWords, customerSays } from '../win/customer-word.ts';
import { capitalized, counted, listed, principleName, rungWords } from '../words.ts';
import {
  doneInWords,
  type GivenTotals,
  givenInWords,
  ladderInWords,
  type OwnChallenge,
  principlesInWords,
  totalsInWords,
} from './mine-totals.ts';

/** One win as evidence: what happened, for whom, and how many called it exceptional; never who. */
export interface ReviewWin {
  day: CalendarDay;
  quarter: Quarter;
  /** As a person reads it; undefined for whoever cannot see it where it is. */
  story: string | undefined;
  isToldByOther: boolean;
  /** Who else is credited. */
  names: readonly string[];
  customerAlias: string | undefined;
  rung: Rung | undefined;
  principle: Principle | undefined;
  /** What its customer says of it. */
  customer?: CustomerWord | undefined;
  nominationCount: number;
  isExceptional: boolean;
  link: string | undefined;
}

export interface Review {
  /** Whose it is; undefined when Slack does not say. */
  name: string | undefined;
  period: ReviewPeriod;
  from: CalendarDay | undefined;
  today: CalendarDay;
  /** The newest first. */
  wins: readonly ReviewWin[];
  /** The same of those that they helped with: counted apart. */
  helped: readonly ReviewWin[];
  totals: OwnTotals;
  quarters: readonly { quarter: Quarter; totals: OwnTotals; wins: readonly ReviewWin[] }[];
  given: GivenTotals;
  challenges: readonly OwnChallenge[];
  /** Not so in team mode: a file for a review is read by others. */
  showsCounts: boolean;
  look: Pick<Workspace, 'principleNames'>;
}

export const periodWords: Record<ReviewPeriod, string> = {
  'this-quarter': 'this quarter',
  'last-12-months': 'the last twelve months',
  everything: 'everything',
};

const hidden = '(on a wall that I am not in)';

const summary = ({ totals, helped, given, challenges, look }: Review): string[] => {
  const [rungs, principles] = [ladderInWords(totals), principlesInWords(totals, look)];
  return [
    `- ${totalsInWords(totals)}`,
    ...(rungs ? [`- How customers left: ${rungs}`] : []),
    ...(principles ? [`- Principles: ${markdownText(principles)}`] : []),
    ...(helped.length > 0 ? [`- I helped with: ${counted(helped.length, 'win', 'wins')}`] : []),
    ...(given.winCount > 0 ? [`- I nominated: ${givenInWords(given)}`] : []),
    ...challenges.map((each) => `- ${markdownText(each.name)}, ${each.days}: ${doneInWords(each)}`),
  ];
};

const facts = (win: ReviewWin, { showsCounts, look }: Review): string[] => [
  ...(win.isToldByOther ? ['Told by a colleague'] : []),
  ...(win.names.length > 0 ? [`Together with ${listed(win.names.map(markdownText))}`] : []),
  ...(win.customerAlias ? [`For ${markdownText(win.customerAlias)}`] : []),
  ...(win.rung ? [`The customer ${rungWords[win.rung]}`] : []),
  ...(win.principle ? [markdownText(principleName(look, win.principle))] : []),
  ...(win.customer ? [markdownText(customerSays(win.customer))] : []),
  ...(win.isExceptional ? ['Exceptional'] : []),
  ...(showsCounts && win.nominationCount > 0
    ? [counted(win.nominationCount, 'nomination', 'nominations')]
    : []),
  ...(win.link ? [`[On the wall](${win.link})`] : []),
];

const winInMarkdown = (win: ReviewWin, review: Review): string => {
  const about = facts(win, review).join(' · ');
  const story = win.story === undefined ? markdownText(hidden) : markdownQuote(win.story);
  return [`### ${win.day}`, story, ...(about ? [about] : [])].join('\n\n');
};

const quarterInMarkdown = ({ quarter, totals, wins }: Review['quarters'][number], review: Review): string =>
  [
    `## ${quarterInWords(quarter)}`,
    ...(review.showsCounts ? [totalsInWords(totals)] : []),
    ...wins.map((win) => winInMarkdown(win, review)),
  ].join('\n\n');

const helpedInMarkdown = (review: Review): string[] =>
  review.helped.length > 0
    ? ['## Where I helped', ...review.helped.map((win) => winInMarkdown(win, review))]
    : [];

/** To be read. Whatever was typed is text in it, and cannot change how the rest is read. */
export const reviewMarkdown = (review: Review): string => {
  const { name, period, from, today, showsCounts, quarters } = review;
  const span = from ? `${from} to ${today}` : `up to ${today}`;
  return `${[
    `# My wins: ${periodWords[period]}`,
    `${name ? `${markdownText(name)}, ` : ''}${span}. From Brag Wall, newest first.`,
    ...(showsCounts ? [summary(review).join('\n')] : []),
    ...quarters.map((each) => quarterInMarkdown(each, review)),
    ...helpedInMarkdown(review),
  ].join('\n\n')}\n`;
};

const saysInCell = ({ answer, words }: CustomerWord): string =>
  `${answerWords[answer]}${words ? `: “${words}”` : ''}`;

/** To be sorted and counted: one row a win. */
export const reviewTable = ({ wins, helped, showsCounts, look }: Review): string => {
  const heading = [
    'Quarter',
    'Date',
    'What was done',
    'My part',
    'Told by',
    'Together with',
    'For whom',
    'How they left',
    'Principle',
    'The customer says',
    'Exceptional',
    ...(showsCounts ? ['Nominations'] : []),
    'Link',
  ];
  const parts = [
    ...wins.map((win) => ({ win, part: 'credited' })),
    ...helped.map((win) => ({ win, part: 'helped' })),
  ];
  const rows = parts.map(({ win, part }) => [
    win.quarter,
    win.day,
    win.story ?? hidden,
    part,
    win.isToldByOther ? 'a colleague' : 'me',
    win.names.join('; '),
    win.customerAlias ?? '',
    win.rung ? capitalized(rungWords[win.rung]) : '',
    win.principle ? principleName(look, win.principle) : '',
    win.customer ? saysInCell(win.customer) : '',
    win.isExceptional ? 'yes' : '',
    ...(showsCounts ? [win.nominationCount] : []),
    win.link ?? '',
  ]);
  return csvOf([heading, ...rows]);
};
