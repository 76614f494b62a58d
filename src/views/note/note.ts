import type { KnownBlock } from '@slack/types';
import { actions, button, divider, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mostUpdated, topText } from '../message.ts';

/** Slack's most in one message. */
const mostBlocks = 50;

const footer: readonly KnownBlock[] = [actions(button(actionIds.noteChange, 'Change what I get'))];
const footerText = 'Change what I get: /brag settings';

/** How many blocks a part takes up in a note: its own, and the line below it. */
const roomOf = ({ blocks }: Message): number => blocks.length + 1;

const mostOfParts = mostBlocks - footer.length;

const roomOfAll = (parts: readonly Message[]): number => parts.reduce((sum, each) => sum + roomOf(each), 0);

/** Whether a further part still fits into a note. A first one always does: it is sent with less if Slack refuses it. */
export const hasRoom = (parts: readonly Message[], next: Message): boolean =>
  parts.length === 0 || roomOfAll([...parts, next]) <= mostOfParts;

/** All that it says, without its buttons. */
const folded = ({ text }: Message): Message => ({ text, blocks: [section(text)] });

/**
 * Parts may take up more room when they are shown anew than they had, and one may take up more than there is: then the
 * last ones say the same in fewer blocks, since half a part, or one that is gone, would say something else.
 */
const fitting = (parts: readonly Message[]): readonly Message[] => {
  const fitted = [...parts];
  for (let last = parts.length - 1; last >= 0 && roomOfAll(fitted) > mostOfParts; last -= 1) {
    const [part] = fitted.slice(last);
    if (part) fitted[last] = folded(part);
  }
  return fitted;
};

/** The one message of a day that a person did not ask for: all that is due for them, and how to get less. */
export const noteMessage = (parts: readonly Message[]): Message => ({
  // Slack takes no more when a part of it is shown anew. The blocks say everything.
  text: topText([...parts.map(({ text }) => text), footerText].join('\n\n'), mostUpdated),
  blocks: [...fitting(parts).flatMap(({ blocks }) => [...blocks, divider]), ...footer],
});
