import { escapeName } from '../../domain/slack-text.ts';
import { actions, section } from '../blocks.ts';
import { type Message, mention, paragraph } from '../message.ts';
import { askButton } from './ask-link.ts';

const won = (words: string) => `Chance picked your win ‘${escapeName(words)}’`;

/** Told to whoever told the win. */
export const pickedPart = (winId: string, words: string, every: number): Message => {
  const text = `:game_die: *${won(words)}*, one in ${every}: would you ask its customer what it meant to them? You get a link to show, and I send nothing to anybody. Whom chance picks is how all of you learn what customers think, good or bad.`;
  return { text, blocks: [section(text), actions(askButton(winId, words))] };
};

/** Once somebody has. */
export const pickedAsked = (words: string, askedBy: string, reader: string): Message =>
  paragraph(
    `:game_die: ${won(words)}: ${askedBy === reader ? 'you have' : `${mention(askedBy)} has`} asked the customer. \`/brag ask\` shows how it stands.`,
  );

export const pickedBefore: Message = paragraph(
  ':game_die: Chance picked a win of yours. Its customer is not to be asked any more.',
);
