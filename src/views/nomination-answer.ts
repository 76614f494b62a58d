import type { NominationOutcome } from '../domain/nomination.ts';
import type { Workspace } from '../domain/workspace.ts';
import { emojiMarks } from './emoji-words.ts';
import { type Message, paragraph } from './message.ts';

const words: Record<Exclude<NominationOutcome, 'old-news'>, string> = {
  nominated: 'You nominated this win. Press Nominate again to take it back.',
  'taken-back': 'You took your nomination back.',
  hero: 'You are credited in this win, so you cannot nominate it. Somebody else surely will!',
  author: 'You posted this win, so you count as its first nominator already.',
  'reaction-stands':
    'Your reaction nominates this win already. To take the nomination back, remove your reaction.',
  recognised:
    'You recognised this win in your own words, and that nominates it already. To take it back, press Recognise again where you did.',
  'not-eligible': 'Only members of this organisation can nominate.',
  'erased-since':
    'This win is from before your data was deleted. If you had nominated it, that still counts, without your name; so I take no other vote of yours on it.',
  gone: 'This win is no longer on the wall.',
  forgotten: 'This win is too old: it is not kept here any more, so it cannot be nominated.',
};

/** What the person who pressed Nominate alone sees; undefined when there is nothing to say. */
export const nominationAnswer = (
  outcome: NominationOutcome,
  choice: Pick<Workspace, 'nominationEmoji'>,
): Message | undefined => {
  if (outcome === 'old-news') return undefined;
  const mark = outcome === 'nominated' ? `${emojiMarks(choice).nomination} ` : '';
  return paragraph(`${mark}${words[outcome]}`);
};
