import type { AskRefusal, MomentFault } from '../../domain/voice-ask.ts';
import { type Message, paragraph } from '../message.ts';

export const askTitle = 'Ask the customer';

/** "today", "yesterday", "3 days ago". */
export const daysAgoWords = (days: number): string => {
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
};

/** Why it is the bot that chooses, to whoever would have chosen. */
export const whyBotPicks = (every: number): string =>
  `Your team has me pick one win in ${every} by chance, so that the answers tell how all customers feel, and not only those whom we like to ask.`;

const words: Record<Exclude<AskRefusal['kind'], 'bot-picks'>, string> = {
  'no-pages':
    'A customer answers on a small page, and I have no address for pages yet. Whoever runs me sets `PUBLIC_URL`: docs/operating.md says how. Until then, ask the customer yourself, and tell us in a win what they said.',
  outsider:
    'Only members of this organisation can ask a customer. Somebody who works here can do it for you.',
  forgotten: 'This win is not kept any more, so there is nothing to ask about.',
  'not-yours':
    'Only whoever told this win, and those it credits, can ask its customer: they were there. Tell them that you would like to know.',
  gone: 'This win is not on the wall any more, so its customer is not asked.',
  'looked-at':
    'This win is being looked at, so its customer is not asked for now. Once managers have kept it, you can.',
  'not-on-wall': 'This win is not on the wall yet. Once it is there, you can ask its customer.',
  answered:
    'The customer has answered already: one answer is enough. Whoever asked, and whoever told the win, hear of it from me.',
};

export const askRefusalWords = (refusal: AskRefusal): string =>
  refusal.kind === 'bot-picks'
    ? `${whyBotPicks(refusal.every)} This one is not among them. When one of yours is, your note tells you.`
    : words[refusal.kind];

export const askRefused = (refusal: AskRefusal): Message => paragraph(askRefusalWords(refusal));

export const momentFaults: Readonly<Record<MomentFault, string>> = {
  blank: 'Please say in a few words by what they will know the moment.',
  'too-long': 'That is longer than fits on the page. Please shorten it.',
};
