import type { Button } from '@slack/types';
import type { Quarter } from '../../domain/calendar.ts';
import { quarterInWords } from '../../domain/mine.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { type CustomerWord, excerptOf, type Principle, type Rung } from '../../domain/win.ts';
import type { OwnTotals } from '../../domain/win-totals.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button } from '../blocks.ts';
import { emojiMarks } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import type { Message } from '../message.ts';
import { messageOf, part } from '../message-part.ts';
import { planLine } from '../plan/plan-card.ts';
import { customerSays } from '../win/customer-word.ts';
import { counted, namesWithin, principleName, rungWords } from '../words.ts';
import {
  doneInWords,
  type GivenTotals,
  givenInWords,
  ladderInWords,
  type OwnChallenge,
  principlesInWords,
  totalsInWords,
} from './mine-totals.ts';

export const mineTitle = 'My wins';

export interface MineWin {
  /** As a person reads it; undefined for whoever cannot see it where it is. */
  story: string | undefined;
  /** Who else is credited; of a win that somebody nominated, all who are. */
  names: readonly string[];
  customerAlias: string | undefined;
  rung: Rung | undefined;
  principle: Principle | undefined;
  /** What its customer says of it. */
  customer?: CustomerWord | undefined;
  nominationCount: number;
  isExceptional: boolean;
  postedAt: Date;
  link: string | undefined;
}

export interface MineView {
  /** Everything that there is, on the first page. */
  totals: OwnTotals | undefined;
  quarters: readonly { quarter: Quarter; totals: OwnTotals; wins: readonly MineWin[] }[];
  /** On the first page, as what follows. Counted apart: helpers are no heroes. */
  helped: { winCount: number; latest: readonly MineWin[] } | undefined;
  given: (GivenTotals & { latest: readonly MineWin[] }) | undefined;
  challenges: readonly OwnChallenge[];
  plans: { next: readonly Parameters<typeof planLine>[0][]; hasMore: boolean } | undefined;
  /** The quarter before which there is more. */
  earlierThan: Quarter | undefined;
  isFirst: boolean;
  /** Not so on Home in team mode. */
  showsCounts: boolean;
  look: Pick<Workspace, 'nominationEmoji' | 'principleNames'>;
}

const longestNames = 150;

const when = (postedAt: Date): string => {
  const seconds = Math.floor(postedAt.getTime() / 1000);
  return `<!date^${seconds}^{date_short}|${postedAt.toISOString().slice(0, 10)}>`;
};

const marks = ({ isExceptional, nominationCount }: MineWin, { showsCounts, look }: MineView): string[] => {
  const emoji = emojiMarks(look);
  const count = counted(nominationCount, 'nomination', 'nominations');
  if (isExceptional) return [`${emoji.exceptional} *Exceptional${showsCounts ? `: ${count}` : ''}*`];
  return showsCounts && nominationCount > 0 ? [`${emoji.nomination} ${count}`] : [];
};

const about = ({ customerAlias, rung, principle, customer }: MineWin, { look }: MineView): string[] => [
  ...(customerAlias ? [`for ${escapeName(customerAlias)}`] : []),
  ...(rung ? [rungWords[rung]] : []),
  ...(principle ? [escapeName(principleName(look, principle))] : []),
  ...(customer ? [`:speech_balloon: ${escapeName(excerptOf(customerSays(customer)))}`] : []),
];

const closed = '_A win on a wall that you are not in._';

const winLine = (win: MineWin, view: MineView, own: boolean): string => {
  const { story, names, postedAt, link } = win;
  const people = namesWithin(names.map(escapeName), names.length, longestNames);
  const facts = [
    when(postedAt),
    ...(people ? [own ? `with ${people}` : people] : []),
    ...(own ? [...about(win, view), ...marks(win, view)] : []),
    ...(link ? [`<${link}|on the wall>`] : []),
  ];
  return `• ${story === undefined ? closed : escapeSlackText(excerptOf(story))}\n      ${facts.join(' · ')}`;
};

const moreLine = (count: number): string[] =>
  count > 0 ? [`      … and ${count} more: *For my review* has them all.`] : [];

const quarterPart = ({ quarter, totals, wins }: MineView['quarters'][number], view: MineView) => {
  const sum = view.showsCounts ? `: ${totalsInWords(totals)}` : '';
  const more = view.showsCounts ? moreLine(totals.winCount - wins.length) : [];
  return part(
    [`*${quarterInWords(quarter)}*${sum}`, ...wins.map((win) => winLine(win, view, true)), ...more].join(
      '\n',
    ),
  );
};

const totalsPart = ({ totals, showsCounts, look }: MineView) => {
  if (!totals || !showsCounts || totals.winCount === 0) return [];
  const [rungs, principles] = [ladderInWords(totals), principlesInWords(totals, look)];
  return [
    part(
      [
        `:sparkles: *My wins: ${totalsInWords(totals)}*`,
        ...(rungs ? [`:ladder: How customers left: ${rungs}.`] : []),
        ...(principles ? [`:compass: Principles: ${escapeName(principles)}.`] : []),
      ].join('\n'),
    ),
  ];
};

const helpedPart = (view: MineView) => {
  const { helped, showsCounts } = view;
  if (!helped || helped.winCount === 0) return [];
  const sum = showsCounts ? `: ${counted(helped.winCount, 'win', 'wins')}` : '';
  const lines = helped.latest.map((win) => winLine(win, view, false));
  return [part([`*I helped with${sum}*`, ...lines].join('\n'))];
};

const givenPart = (view: MineView) => {
  const { given, showsCounts } = view;
  if (!given || given.winCount === 0) return [];
  const sum = showsCounts ? `: ${givenInWords(given)}` : '';
  const lines = given.latest.map((win) => winLine(win, view, false));
  return [part([`*I nominated${sum}*`, ...lines].join('\n'))];
};

const challengePart = ({ challenges, showsCounts }: MineView) => {
  if (challenges.length === 0) return [];
  const lines = challenges.map(
    (each) => `• ${escapeName(each.name)}, ${each.days}${showsCounts ? `: ${doneInWords(each)}` : ''}`,
  );
  return [part(['*My challenges*', ...lines].join('\n'))];
};

const planPart = ({ plans }: MineView) => {
  if (!plans || plans.next.length === 0) return [];
  const more = plans.hasMore ? ['      … and later ones: `/brag plan` has them all.'] : [];
  return [part(['*My plans*', ...plans.next.map((plan) => `• ${planLine(plan)}`), ...more].join('\n'))];
};

const none =
  '*Nothing here is yours yet.* Type `/brag` and one sentence about what you did for a customer this week: small things count. What you nominate and the challenges you join are here too.';

const controls = ({ quarters, helped, isFirst, earlierThan }: MineView): Button[] => {
  const isEmpty = isFirst && quarters.length === 0 && !helped?.winCount;
  return [
    ...(isEmpty ? [button(actionIds.homeBrag, 'Brag', { isPrimary: true })] : []),
    ...(earlierThan ? [button(actionIds.minePage, 'Earlier', { value: earlierThan })] : []),
    ...(isFirst ? [] : [button(actionIds.mineNewest, 'Newest')]),
    ...(isEmpty ? [] : [button(actionIds.mineReview, 'For my review')]),
  ];
};

const isNothing = ({ quarters, helped, given, challenges, plans, isFirst }: MineView): boolean =>
  isFirst &&
  !plans?.next.length &&
  quarters.length === 0 &&
  challenges.length === 0 &&
  !helped?.winCount &&
  !given?.winCount;

/** What `/brag mine` shows one person, and nobody else. */
export const mineMessage = (view: MineView): Message => {
  const parts = isNothing(view)
    ? [part(none)]
    : [
        ...totalsPart(view),
        ...view.quarters.map((each) => quarterPart(each, view)),
        ...helpedPart(view),
        ...givenPart(view),
        ...challengePart(view),
        ...planPart(view),
      ];
  const { message } = messageOf(parts);
  const buttons = controls(view);
  return {
    text: message.text || mineTitle,
    blocks: [...message.blocks, ...(buttons.length > 0 ? [actions(...buttons)] : [])],
  };
};
