import type { ModalView } from '@slack/types';
import type { NominatedBy, Nominator, NominatorsReport } from '../domain/nomination.ts';
import type { ShownComparison, WhyUncounted } from '../domain/nomination-shown.ts';
import { escapeName } from '../domain/slack-text.ts';
import { context, section, sections } from './blocks.ts';
import { emojiChoice, emojiShown } from './emoji-words.ts';
import { type Message, mention, messageModal, paragraph } from './message.ts';
import { counted, listed } from './words.ts';

export interface NominatorsView extends NominatorsReport {
  /** The win in a few words, as typed. */
  excerpt: string;
  exceptionalThreshold: number;
  nominationEmoji: ReadonlySet<string>;
}

const title = 'Who nominated?';
/** With each person's line at its longest, far fewer characters than a view may have. */
const mostShown = 300;

const emojiListed = (names: readonly string[]): string => listed([...new Set(names)].map(emojiShown));

const way = {
  wall: (emoji: readonly string[]) => `with ${emojiListed(emoji)} on the wall`,
  original: (emoji: readonly string[]) => `with ${emojiListed(emoji)} on the original message`,
  kept: (emoji: readonly string[]) =>
    `with ${emojiListed(emoji)} on the wall, before it was taken down and put back`,
  button: () => 'with the Nominate button',
  recognised: () => 'recognised, in their own words',
  told: () => 'by telling it: who tells what somebody else did nominates it first',
} as const;

const howWords = (by: readonly NominatedBy[]): string =>
  listed(
    (['told', 'recognised', 'wall', 'original', 'kept', 'button'] as const).flatMap((kind) => {
      const these = by.filter((each) => each.kind === kind);
      const emoji = these.flatMap((each) => ('emoji' in each ? [each.emoji] : []));
      return these.length > 0 ? [way[kind](emoji)] : [];
    }),
  );

const whenWords = (ts: string | undefined): string => {
  if (ts === undefined) return '';
  const seconds = Math.floor(Number(ts));
  const date = new Date(seconds * 1000).toISOString();
  return `, <!date^${seconds}^{date_short_pretty} at {time}|${date}>`;
};

const left = ', and has left since: it was given before that';

const countedLine = ({ userId, by, ts, hasLeft }: Nominator & { hasLeft?: boolean }): string =>
  `• ${mention(userId)} ${howWords(by)}${whenWords(ts)}${hasLeft ? left : ''}`;

const whyNot: Record<WhyUncounted, (nominator: Nominator) => string> = {
  hero: ({ by, ts }) =>
    `${howWords(by)}${whenWords(ts)}: credited in this win, and nobody can nominate their own`,
  emoji: ({ by, ts }) => `${howWords(by)}${whenWords(ts)}: that emoji does not nominate any more`,
  'taken-back': ({ ts }) => `took it back${whenWords(ts)}`,
  bot: ({ by }) => `${howWords(by)}: an app, and apps do not count`,
  stranger: ({ by }) => `${howWords(by)}: a guest of another organisation`,
  unknown: ({ by }) => `${howWords(by)}: Slack does not tell me who that is`,
  'not-yet': ({ by }) => `${howWords(by)}: I have not heard of it before, and look again within a minute`,
};

const notCountedLine = (nominator: Nominator & { why: WhyUncounted }): string =>
  `• ${mention(nominator.userId)} ${whyNot[nominator.why](nominator)}`;

const shownOf = (lines: readonly string[]): string[] =>
  lines.length > mostShown
    ? [...lines.slice(0, mostShown), `and ${lines.length - mostShown} others`]
    : [...lines];

const countedWords = (view: NominatorsView, those: ShownComparison['counted'] | Nominator[]): string => {
  if (those.length === 0)
    return `Nobody has nominated this win yet. Teammates do it by reacting with ${emojiChoice(view)} on the wall, or with its Nominate button.`;
  const heading = those.length === 1 ? '*1 nomination counts:*' : `*${those.length} nominations count:*`;
  return [heading, ...shownOf(those.map(countedLine))].join('\n');
};

const places = { wall: 'on the wall', original: 'on the original message' } as const;

const emojiCounts = (these: readonly { emoji: string; count: number }[]): string =>
  listed(these.map(({ emoji, count }) => `${count} ${emojiShown(emoji)}`));

const shownWords = ({ nominating }: ShownComparison): string =>
  listed(
    (['wall', 'original'] as const).flatMap((where) => {
      const these = nominating.filter((each) => each.where === where);
      return these.length > 0 ? [`${emojiCounts(these)} ${places[where]}`] : [];
    }),
  );

/** Why the reactions that people see are as many as count, or are not. */
const agreement = (comparison: ShownComparison): string => {
  const { counted: those, reactedCount, reactedAndCount, isBehind } = comparison;
  const elsewhere = those.length - reactedAndCount;
  const more = elsewhere > 0 ? `${counted(elsewhere, 'person counts', 'people count')} without one` : '';
  const behind = isBehind
    ? ' Slack shows something else than I have counted: I look again within a minute.'
    : '';
  if (reactedCount === 0) return `Slack shows no reaction that nominates${more && `; ${more}`}.${behind}`;
  const count =
    reactedAndCount === reactedCount
      ? 'all of whom count'
      : `of whom ${reactedAndCount === 0 ? 'nobody counts' : counted(reactedAndCount, 'counts', 'count')}`;
  return `Slack shows ${shownWords(comparison)}, by ${counted(reactedCount, 'person', 'people')}, ${count}${more && `; ${more}`}.${behind}`;
};

const states = {
  asking: 'I am comparing this with what Slack shows …',
  unanswered:
    'Slack could not show me the reactions just now, so this is what I have counted. Open it again in a minute.',
  unposted: 'It is not on the wall yet.',
} as const;

/** How far it is compared with what Slack shows. */
export type ShownState = ShownComparison | keyof typeof states;

const mostOthers = 20;

const otherWords = ({ others }: ShownComparison): string[] =>
  others.length > 0 ? [`Also there, but no nomination: ${emojiCounts(others.slice(0, mostOthers))}.`] : [];

/** Why a win's count is what it is, beside what Slack shows. */
export const nominatorsModal = (view: NominatorsView, state: ShownState): ModalView => {
  const { excerpt, exceptionalThreshold } = view;
  const comparison = typeof state === 'string' ? undefined : state;
  const uncounted = (comparison ?? view).notCounted.map(notCountedLine);
  const need = counted(exceptionalThreshold, 'person makes', 'people make');
  return messageModal(title, {
    blocks: [
      section(`> ${escapeName(excerpt)}`),
      ...sections(countedWords(view, (comparison ?? view).counted)),
      ...(uncounted.length > 0 ? sections(['*Not counted:*', ...shownOf(uncounted)].join('\n')) : []),
      ...sections(
        [
          typeof state === 'string' ? states[state] : agreement(state),
          ...(comparison ? otherWords(comparison) : []),
        ].join('\n'),
      ),
      context(
        `Each person counts once, however many emoji they use. ${need} a win exceptional. Bots and people of other organisations do not count.`,
      ),
    ],
  });
};

export const nominatorsHidden: Message = paragraph(
  'Who nominated a win is for those who can see it on the wall.',
);
