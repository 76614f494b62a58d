import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import { shortened } from '../../domain/human-text.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';
import { capitalized, counted } from '../words.ts';

export interface Signed {
  name: string;
  /** As typed. */
  text: string;
}

/** What was signed for one win. */
export interface CardOfWin {
  /** Undefined for whoever may not see the wall, or once it is not there. */
  story: { excerpt: string; link: string } | undefined;
  signed: readonly Signed[];
}

interface Told {
  partKey: string;
  /** What its reader said in return. */
  thanks: string | undefined;
}

/** The part about the win itself has more of it. */
const excerptLength = 60;

const about = ({ story }: CardOfWin): string => {
  if (!story) return 'what you did';
  const excerpt = shortened(story.excerpt, { characters: excerptLength });
  return `<${story.link}|‘${escapeName(excerpt)}’>`;
};

const heading = (card: CardOfWin): string =>
  `:love_letter: *Your card.* ${capitalized(counted(card.signed.length, 'person', 'people'))} signed it for ${about(card)}:`;

/** So many lines in one block. */
const linesInBlock = 20;

const lineElements = ({ name, text }: Signed): RichTextElement[] => [
  wordsElement(`${name}: `, { bold: true }),
  ...typedElements(text),
];

const listBlock = (signed: readonly Signed[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: signed.map((each) => ({ type: 'rich_text_section', elements: lineElements(each) })),
    },
  ],
});

const listBlocks = (signed: readonly Signed[]): RichTextBlock[] =>
  Array.from({ length: Math.ceil(signed.length / linesInBlock) }, (_, index) =>
    listBlock(signed.slice(index * linesInBlock, (index + 1) * linesInBlock)),
  );

const lineText = ({ name, text }: Signed): string => `• ${escapeName(name)}: ${escapeSlackText(text)}`;

const answerBlock = ({ partKey, thanks }: Told): KnownBlock =>
  thanks === undefined
    ? actions(button(actionIds.cardThank, 'Thank everybody', { value: partKey }))
    : context(thankedWords(thanks));

const thankedWords = (thanks: string): string => `You thanked everybody: “${escapeName(thanks)}”`;

/** What colleagues wrote, in a hero's note. That the win is exceptional is said by another part, and not again. */
export const cardNews = (cards: readonly CardOfWin[], told: Told): Message => ({
  text: topText(
    [
      ...cards.flatMap((card) => [heading(card), ...card.signed.map(lineText)]),
      ...(told.thanks === undefined ? [] : [thankedWords(told.thanks)]),
    ].join('\n'),
  ),
  blocks: [
    ...cards.flatMap((card) => [section(heading(card)), ...listBlocks(card.signed)]),
    answerBlock(told),
  ],
});

/** In its place, once no line is left. */
export const cardGone = paragraph('This was about a card, and what was on it was removed.');
