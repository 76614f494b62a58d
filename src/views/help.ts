import type { Workspace } from '../domain/workspace.ts';
import { emojiChoice } from './emoji-words.ts';
import { type Message, paragraph } from './message.ts';

/** What the bot does, in one screen, with the next thing to try. `usages`: a line for each keyword. */
export const help = (
  workspace: Pick<Workspace, 'wallChannelId' | 'exceptionalThreshold' | 'nominationEmoji'>,
  usages: readonly string[],
): Message => {
  const { wallChannelId, exceptionalThreshold } = workspace;
  const many = exceptionalThreshold === 1 ? 'One person makes' : `${exceptionalThreshold} people make`;
  const wall = wallChannelId ? `<#${wallChannelId}>` : 'the wall';
  const lines = [
    '*Brag about what you did for a customer.* Small things count.',
    `• \`/brag called Mrs Lee back on my lunch break\` posts it to ${wall}. Only you see the answer, with Add details, Edit and Undo.`,
    '• `/brag @jo drove the parcel over`: begin with people, and it is about them. Mention them later, and you share it.',
    '• `/brag` alone opens a form: who helped, who it was for, *only to them* for what is not for the wall; its menu has what is not a win.',
    `• React to a win with ${emojiChoice(workspace)}, or press Nominate. ${many} it exceptional.`,
    '• The same reaction puts any message on the wall, in public channels I am in.',
    '• On a phone: shortcut *Brag about a customer*; in the menu of a message *Put on the wall*.',
    ...usages.map((usage) => `• ${usage}`),
    `*Try it now:* type \`/brag\` and one sentence about this week.`,
  ];
  return paragraph(lines.join('\n'));
};
