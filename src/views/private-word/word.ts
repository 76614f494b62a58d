import type { KnownBlock } from '@slack/types';
import { escapeName, escapeSlackText, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { excerptOf, maxWinUnits, type WinDetails } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { storyBlock, storyText } from '../win/story.ts';
import { detailBlocks, detailTexts } from '../win/win-card.ts';

/** What somebody wrote to one person, as that person reads it. */
export interface ShownWord extends WinDetails, Pick<Workspace, 'principleNames'> {
  id: string;
  authorName: string;
  /** Canonical text: domain/slack-text.ts. */
  text: string;
  isThanked: boolean;
}

const heading = ({ authorName }: ShownWord): string =>
  `:speech_balloon: *${escapeName(authorName)} wrote this to you alone:*`;

const asStory = (text: string) => ({ text, heroIds: [], names: new Map<string, string>() });

const thank = ({ id, authorName }: ShownWord) =>
  button(actionIds.privateWordThank, 'Say thanks', { value: id, spoken: `Say thanks to ${authorName}` });

const wordBlocks = (word: ShownWord): KnownBlock[] => [
  section(heading(word)),
  storyBlock(asStory(word.text)),
  ...detailBlocks(detailTexts(word)),
];

/** In the note. */
export const wordMessage = (word: ShownWord): Message => {
  const facts = detailTexts(word).map(escapeName);
  const after = facts.length > 0 ? ` (${facts.join('. ')})` : '';
  return {
    text: topText(`${heading(word)} ${storyText(asStory(word.text), maxWinUnits)}${after}`),
    blocks: [...wordBlocks(word), word.isThanked ? context('You said thanks.') : actions(thank(word))],
  };
};

/** On Home, for whom no note brings it. */
export const wordOnHome = (word: ShownWord): KnownBlock[] => [
  ...wordBlocks(word),
  actions(
    thank(word),
    button(actionIds.privateWordPutAway, 'Put away', {
      value: word.id,
      spoken: `Put away what ${word.authorName} wrote`,
    }),
  ),
];

/** In its place, once it is not kept any more. */
export const wordGone = paragraph(':speech_balloon: These words are not kept any more.');

/** Told to whoever wrote it. */
export const thanksForWord = (readerName: string, text: string): Message => {
  const typed = plainText(parseSlackText(text), () => undefined);
  return paragraph(
    `:pray: ${escapeName(readerName)} thanks you for what you wrote to them alone:\n> ${escapeSlackText(excerptOf(typed))}`,
  );
};
