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
    `• \`/brag called Mrs Lee back on my lunch break\` posts it to ${wall} at once. Only you see the answer, with Add details, Edit and Undo.`,
    '• Begin with people and it is about them: `/brag @jo drove the parcel over`. Mention people later on and they are credited along with you.',
    '• `/brag` alone opens a form, with room for who helped, who it was for and how they left. What is not for the wall goes *only to them*.',
    `• React to a win with ${emojiChoice(workspace)}, or press Nominate. ${many} it exceptional. Nobody can nominate a win they are credited in.`,
    '• The same reaction on any message in a public channel I am in puts that message on the wall, credited to its writer.',
    '• On a phone: *Brag about a customer* is among the shortcuts, and *Put on the wall* in the menu of every message.',
    ...usages.map((usage) => `• ${usage}`),
    `*Try it now:* type \`/brag\` and one sentence about this week.`,
  ];
  return paragraph(lines.join('\n'));
};
