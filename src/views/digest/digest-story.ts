import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { DigestStory } from '../../domain/digest.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { excerptOf, maxWinUnits } from '../../domain/win.ts';
import { messageLink } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';
import { storyBlock, storyText } from '../win/story.ts';
import { counted, namesWithin } from '../words.ts';

const longestHeroes = 120;
/** Room for the longest win, whatever has to be escaped in it. */
const longestText = 5 * maxWinUnits;

/** In words for everybody: `who` is not escaped. */
const who = ({ heroes }: DigestStory): string =>
  namesWithin(
    heroes.map(({ name }) => name),
    heroes.length,
    longestHeroes,
  );

const linkOf = ({ place }: DigestStory, workspaceUrl: string): string | undefined =>
  place ? messageLink(workspaceUrl, place) : undefined;

const nominations = ({ nominationCount }: DigestStory): string =>
  nominationCount > 0 ? ` (${counted(nominationCount, 'nomination', 'nominations')})` : '';

/** One line about a win. Names are text: a digest calls nobody. */
export const storyLine = (story: DigestStory, workspaceUrl: string): string => {
  const link = linkOf(story, workspaceUrl);
  return `${escapeName(who(story))}: ${escapeSlackText(excerptOf(story.text))}${nominations(story)}${link ? ` <${link}|See it on the wall>` : ''}`;
};

/** The same as rich text, where Slack looks for no markup in what people typed. */
const lineElements = (story: DigestStory, workspaceUrl: string): RichTextElement[] => {
  const link = linkOf(story, workspaceUrl);
  return [
    wordsElement(`${who(story)}: `, { bold: true }),
    ...typedElements(`${excerptOf(story.text)}${nominations(story)} `),
    ...(link ? [{ type: 'link' as const, url: link, text: 'See it on the wall' }] : []),
  ];
};

const lineSection = (story: DigestStory, workspaceUrl: string): RichTextSection => ({
  type: 'rich_text_section',
  elements: lineElements(story, workspaceUrl),
});

export const storyLineBlock = (story: DigestStory, workspaceUrl: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [lineSection(story, workspaceUrl)],
});

export const storyListBlock = (stories: readonly DigestStory[], workspaceUrl: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: stories.map((story) => lineSection(story, workspaceUrl)),
    },
  ],
});

const asStory = ({ text }: DigestStory) => ({
  text: escapeSlackText(text),
  heroIds: [],
  names: new Map<string, string>(),
});

/** The whole story, exactly as it was typed. */
export const fullStoryBlock = (story: DigestStory): RichTextBlock => storyBlock(asStory(story));
export const fullStoryText = (story: DigestStory): string => storyText(asStory(story), longestText);

export const storyHeading = (story: DigestStory, workspaceUrl: string): string => {
  const link = linkOf(story, workspaceUrl);
  return `*One story in full*, of ${escapeName(who(story))}${link ? ` (<${link}|on the wall>)` : ''}:`;
};
