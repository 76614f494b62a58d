import type { KnownBlock } from '@slack/types';
import { actions, button, divider } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mostUpdated, topText } from '../message.ts';

/** Slack's most in one message. */
const mostBlocks = 50;

const footer: readonly KnownBlock[] = [actions(button(actionIds.noteChange, 'Change what I get'))];
const footerText = 'Change what I get: /brag settings';

/** How many blocks a part takes up in a note: its own, and the line below it. */
const roomOf = ({ blocks }: Message): number => blocks.length + 1;

/** Whether a further part still fits into a note. A first one always does: it is sent with less if Slack refuses it. */
export const hasRoom = (parts: readonly Message[], next: Message): boolean =>
  parts.length === 0 ||
  [...parts, next].reduce((sum, each) => sum + roomOf(each), footer.length) <= mostBlocks;

/** The one message of a day that a person did not ask for: all that is due for them, and how to get less. */
export const noteMessage = (parts: readonly Message[]): Message => ({
  // Slack takes no more when a part of it is shown anew. The blocks say everything.
  text: topText([...parts.map(({ text }) => text), footerText].join('\n\n'), mostUpdated),
  blocks: [
    ...parts.flatMap(({ blocks }) => [...blocks, divider]).slice(0, mostBlocks - footer.length),
    ...footer,
  ],
});
