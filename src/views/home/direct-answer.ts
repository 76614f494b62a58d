import { actions, button, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import type { Message } from '../message.ts';

/** Said to whoever types a message to the bot, as to a person. */
export const directAnswer = (wallChannelId: string | undefined): Message => {
  const wall = wallChannelId ? `<#${wallChannelId}>` : 'the wall';
  const text = [
    'Thank you for writing! I am a bot and do not understand messages like this one, so nothing of it is posted or kept.',
    `To post what you did for a customer, type \`/brag\` and one sentence, here or in any channel, or press *Brag*: it goes on ${wall}. \`/brag help\` shows everything else that I understand.`,
  ].join('\n');
  return {
    text,
    blocks: [
      ...sections(text),
      actions(button(actionIds.homeBrag, 'Brag', { isPrimary: true }), button(actionIds.homeHelp, 'Help')),
    ],
  };
};
