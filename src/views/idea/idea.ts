import type { Button } from '@slack/types';
import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import type { Idea, IdeaChannel, IdeaCost } from '../../domain/idea.ts';
import { seenForDays } from '../../domain/idea.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, context, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { capitalized, counted } from '../words.ts';

export const ideaTitle = 'Little extra';

/** An idea as somebody is offered it. */
export interface OfferedIdea {
  idea: Idea;
  /** How often it was done here; 0 for whoever may not know. */
  doneCount: number;
  /** Of who added it, where that is told. */
  authorName: string | undefined;
  /** As whom this person may hide it. */
  hides: 'author' | 'manager' | undefined;
  /** They may read what the team added, and add to it. */
  isOfTeam: boolean;
}

export type IdeaOffer =
  | { kind: 'idea'; shown: OfferedIdea }
  /** `nextOn`: when the first that suits comes round again. */
  | { kind: 'all-seen'; nextOn: CalendarDay | undefined; isOfTeam: boolean }
  | { kind: 'outsider' };

const channelWords: Record<IdeaChannel, string> = {
  call: 'on the phone',
  counter: 'face to face',
  post: 'by post',
  online: 'online',
};

export const channelLabels: Record<IdeaChannel, string> = {
  call: 'On the phone',
  counter: 'Face to face',
  post: 'By post',
  online: 'Online',
};

const costWords: Record<IdeaCost, string> = { none: 'costs nothing', small: 'costs a little' };

/** "by post", "by post or online", "face to face, by post or online". */
const placesInWords = (channels: readonly IdeaChannel[]): string => {
  const words = channels.map((channel) => channelWords[channel]);
  const last = words.pop() ?? '';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
};

/** "5 minutes · costs nothing · on the phone or online". */
export const ideaFacts = ({ minutes, cost, channels }: Idea): string =>
  [counted(minutes, 'minute', 'minutes'), ...(cost ? [costWords[cost]] : []), placesInWords(channels)].join(
    ' · ',
  );

export const mayAccept = 'Check first that they may accept it.';

export const doneHere = (doneCount: number): string =>
  `done here ${doneCount === 1 ? 'once' : `${doneCount} times`} lately`;

const aboutIt = ({ idea, doneCount, authorName }: OfferedIdea): string => {
  const facts = [ideaFacts(idea), ...(doneCount > 0 ? [doneHere(doneCount)] : [])].join(' · ');
  const from = authorName === undefined ? '' : ` · from ${escapeName(authorName)}`;
  return `${facts}${from}.${idea.isGift ? ` ${mayAccept}` : ''}`;
};

const addMine = (): Button =>
  button(actionIds.ideaAdd, 'Add mine', { spoken: 'Add mine: an idea for the team' });
export const ourOwn = (): Button =>
  button(actionIds.ideaList, 'Our own', { spoken: 'Our own: the ideas that our team added' });
const forTeam = (isOfTeam: boolean): Button[] => (isOfTeam ? [addMine(), ourOwn()] : []);

const hideLabels = { author: 'Take it back', manager: 'Hide it' } as const;

const hideButton = ({ idea, hides }: OfferedIdea): Button[] =>
  hides === undefined
    ? []
    : [
        button(actionIds.ideaHide, hideLabels[hides], {
          value: idea.id,
          spoken: `${hideLabels[hides]}: nobody is offered this idea any more`,
        }),
      ];

const offeredMessage = (shown: OfferedIdea): Message => {
  const { idea, isOfTeam } = shown;
  const heading = ':bulb: *A little extra for today:*';
  const words = escapeName(idea.text);
  return {
    text: topText(`${heading} ${words} (${aboutIt(shown)})`),
    blocks: [
      section(`${heading}\n${words}`),
      context(capitalized(aboutIt(shown))),
      actions(
        button(actionIds.planTry, 'Try it', {
          value: idea.id,
          isPrimary: true,
          spoken: 'Try it: put it on my plan for today',
        }),
        button(actionIds.ideaAnother, 'Another', { spoken: 'Another idea, please' }),
        ...forTeam(isOfTeam),
        ...hideButton(shown),
      ),
    ],
  };
};

const allSeenMessage = (nextOn: CalendarDay | undefined, isOfTeam: boolean): Message => {
  const back = nextOn === undefined ? '' : ` The first comes round again on ${dayInWords(nextOn)}.`;
  const own = isOfTeam
    ? ' Is there something you do for customers yourself? Add it, and your team has it at once.'
    : '';
  const text = `:bulb: You have seen every idea that suits today. I show none twice within ${seenForDays} days, so that they stay fresh.${back}${own}`;
  const buttons = forTeam(isOfTeam);
  return {
    text: topText(text),
    blocks: [...sections(text), ...(buttons.length > 0 ? [actions(...buttons)] : [])],
  };
};

const outsiderMessage = paragraph('Little extras are for the members of this organisation.');

/** One idea, what else there is to do, or why there is none. */
export const ideaMessage = (offer: IdeaOffer): Message => {
  switch (offer.kind) {
    case 'idea':
      return offeredMessage(offer.shown);
    case 'all-seen':
      return allSeenMessage(offer.nextOn, offer.isOfTeam);
    case 'outsider':
      return outsiderMessage;
  }
};
