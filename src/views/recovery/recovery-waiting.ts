import { section } from '../blocks.ts';
import { type Message, mostUpdated, paragraph, topText } from '../message.ts';
import { counted } from '../words.ts';
import { recoveryRow } from './recovery-card.ts';
import type { StepsShown } from './recovery-steps.ts';

/** To somebody who leads the team from now on: what is worked on already. */
export const recoveriesWaiting = ({
  shown,
  others,
}: {
  shown: readonly StepsShown[];
  others: number;
}): Message => {
  const customers = counted(shown.length + others, 'customer', 'customers');
  const text = `:adhesive_bandage: *You lead the team now, and something is being made right for ${customers}.* \`/brag recover list\` shows all. Ask whoever owns one what they need.`;
  return {
    text: topText(text, mostUpdated),
    blocks: [section(text), ...shown.map(recoveryRow)],
  };
};

/** In its place, once all of that is over. */
export const recoveriesWaitingOver = paragraph('What was to be made right when you came is seen to.');
