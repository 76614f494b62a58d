import { actions, button, context } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import type { Message } from '../message.ts';
import { counted } from '../words.ts';

interface Card {
  winId: string;
  signerCount: number;
}

const nobodyYet = 'Sign the card: one line of yours, and it comes with their next note.';

/** How many signed, and never what: the lines are for the heroes. */
const signedWords = ({ signerCount }: Card): string =>
  signerCount === 0 ? nobodyYet : `${counted(signerCount, 'person', 'people')} signed the card.`;

/** An announcement with the card that its thread opens. */
export const withCard = ({ text, blocks }: Message, card: Card): Message => ({
  text: `${text} ${signedWords(card)}`,
  blocks: [
    ...blocks,
    context(signedWords(card)),
    actions(button(actionIds.cardSign, 'Sign the card', { value: card.winId })),
  ],
});
