import { escapeName } from '../domain/slack-text.ts';
import { actions, button, section } from './blocks.ts';
import { actionIds } from './ids.ts';
import { type Message, paragraph } from './message.ts';

/** What is no keyword and is meant as one: the last win, to edit it or to take it back. */
export const undoName = 'undo';

interface Near {
  /** As it was typed: what Post it posts. */
  text: string;
  /** The same as it is read. */
  shown: string;
  /** The keyword that may be meant. */
  meant: string;
}

/** Asks about a text that is near to a keyword, before it goes on the wall. */
export const nearKeywordQuestion = ({ text, shown, meant }: Near): Message => {
  const isUndo = meant === undoName;
  const doubt = isUndo ? 'your last win, to change or undo it' : `\`/brag ${meant}\``;
  const words = `Nothing is posted yet. Did you mean ${doubt}? Or is ‘${escapeName(shown)}’ a win?`;
  const label = isUndo ? 'I meant my last win' : `I meant ${meant}`;
  return {
    text: words,
    blocks: [
      section(words),
      actions(
        button(actionIds.bragMeant, label, { value: meant, isPrimary: true }),
        button(actionIds.bragPost, 'Post it', { value: text, spoken: `Post it: ${shown}` }),
      ),
    ],
  };
};

export const noLastWin = paragraph(
  'You have no win on the wall, so there is nothing to change. To post one, type `/brag` and what you did for a customer.',
);
