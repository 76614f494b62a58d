import type { ModalView } from '@slack/types';
import type { NominatedBy, Nominator, NominatorsReport } from '../domain/nomination.ts';
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
  told: () => 'by telling it: who tells what somebody else did nominates it first',
} as const;

const howWords = (by: readonly NominatedBy[]): string =>
  listed(
    (['told', 'wall', 'original', 'kept', 'button'] as const).flatMap((kind) => {
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

const countedLine = ({ userId, by, ts }: Nominator): string =>
  `• ${mention(userId)} ${howWords(by)}${whenWords(ts)}`;

const whyNot = {
  hero: ({ by, ts }: Nominator) =>
    `${howWords(by)}${whenWords(ts)}: credited in this win, and nobody can nominate their own`,
  emoji: ({ by, ts }: Nominator) => `${howWords(by)}${whenWords(ts)}: that emoji does not nominate any more`,
  'taken-back': ({ ts }: Nominator) => `took it back${whenWords(ts)}`,
} as const;

const notCountedLine = (nominator: NominatorsReport['notCounted'][number]): string =>
  `• ${mention(nominator.userId)} ${whyNot[nominator.why](nominator)}`;

const shownOf = (lines: readonly string[]): string[] =>
  lines.length > mostShown
    ? [...lines.slice(0, mostShown), `and ${lines.length - mostShown} others`]
    : [...lines];

const countedWords = (view: NominatorsView): string => {
  const { counted: those } = view;
  if (those.length === 0)
    return `Nobody has nominated this win yet. Teammates do it by reacting with ${emojiChoice(view)} on the wall, or with its Nominate button.`;
  const heading = those.length === 1 ? '*1 nomination counts:*' : `*${those.length} nominations count:*`;
  return [heading, ...shownOf(those.map(countedLine))].join('\n');
};

/** Why a win's count is what it is. */
export const nominatorsModal = (view: NominatorsView): ModalView => {
  const { excerpt, notCounted, exceptionalThreshold } = view;
  const left = notCounted.map(notCountedLine);
  const need = counted(exceptionalThreshold, 'person makes', 'people make');
  return messageModal(title, {
    blocks: [
      section(`> ${escapeName(excerpt)}`),
      ...sections(countedWords(view)),
      ...(left.length > 0 ? sections(['*Not counted:*', ...shownOf(left)].join('\n')) : []),
      context(
        `Each person counts once, however many emoji they use. ${need} a win exceptional. Bots and people of other organisations do not count.`,
      ),
    ],
  });
};

export const nominatorsHidden: Message = paragraph(
  'Who nominated a win is for those who can see it on the wall.',
);
