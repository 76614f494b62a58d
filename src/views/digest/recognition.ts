import type { KnownBlock, ModalView } from '@slack/types';
import { maxLineLength, maxLineUnits } from '../../domain/card.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import type { NamedPerson } from '../../domain/person.ts';
import { type ReaderWords, type RecognitionRefusal, weeksBetween } from '../../domain/recognition.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, context, modal, option, section, select, textInput } from '../blocks.ts';
import { actionIds, callbackIds, recognitionFormIds as ids } from '../ids.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { counted, listed, namesWithin } from '../words.ts';

const title = 'Recognise';

/** Something to be recognised. */
export interface RecognisableWin {
  winId: string;
  heroNames: readonly string[];
  /** In a few words, as typed. */
  excerpt: string;
}

export interface RecogniseForm {
  wins: readonly RecognisableWin[];
  chosenId: string;
  typed: string;
  customerData: readonly CustomerDataKind[];
  /** Travels with the form, as JSON. */
  metadata: string;
}

const winBlock = ({ wins, chosenId }: RecogniseForm): KnownBlock => {
  const [first] = wins;
  if (wins.length === 1 && first)
    return section(`*${escapeName(listed(first.heroNames))}*\n> ${escapeName(first.excerpt)}`);
  return select(
    { blockId: ids.win, label: 'Which win?' },
    {
      options: wins.map(({ winId, heroNames, excerpt }) => option(winId, `${listed(heroNames)}: ${excerpt}`)),
      chosen: chosenId,
    },
  );
};

export const recogniseForm = (form: RecogniseForm): ModalView =>
  modal({
    callbackId: callbackIds.digestRecognise,
    title,
    submit: title,
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData, 'Whoever is credited') : []),
      winBlock(form),
      textInput(
        { blockId: ids.reason, label: 'Why?', hint: `One line, ${maxLineLength} characters at most.` },
        { maxLength: maxLineUnits, isFocused: true, typed: form.typed },
      ),
      context(
        'It nominates the win in your name, and whoever is credited reads your words in their next note.',
      ),
    ],
  });

const undo = (winId: string): KnownBlock =>
  actions(button(actionIds.digestRecogniseUndo, 'Undo', { value: winId }));

/** In place of the form. */
export const recognisedResult = ({ winId, heroNames }: Omit<RecognisableWin, 'excerpt'>): ModalView =>
  messageModal(title, {
    blocks: [
      section(
        `You nominated what ${escapeName(listed(heroNames))} did, and your words come with their next note.`,
      ),
      undo(winId),
    ],
  });

export const takenBack = paragraph('You took your words back, and the nomination that came with them.');
export const nothingToTakeBack = paragraph('There is nothing of yours to take back here.');

/** Why somebody cannot recognise a win. */
export const recognitionRefusals: Record<RecognitionRefusal, string> = {
  'not-manager':
    'Only those who lead the team recognise wins in this way. You can nominate it: react to it on the wall.',
  hero: 'You are credited in this win, so you cannot recognise it. Somebody else surely will!',
  author: 'You posted this win, so you count as its first nominator already.',
  'not-eligible': 'Only members of this organisation can recognise wins.',
  hidden: 'You cannot see this win on the wall. Ask somebody in that channel to let you in.',
  gone: 'This win is no longer on the wall. Choose another, or tell them yourself.',
  forgotten: 'This win is too old: it is not kept here any more, so it cannot be recognised.',
  'nobody-there':
    'Whoever is credited in this win has left, so nobody would read your words. You can still nominate it on the wall.',
  recognised: 'You recognised this win already. Press Recognise again to take it back.',
};

export const recognitionRefused = (why: RecognitionRefusal): Message => paragraph(recognitionRefusals[why]);

/** Beside Recognise, pressed again. */
export const recognisedAlready = (winId: string, reason: string): Message => {
  const text = `You recognised this win: “${escapeName(reason)}”`;
  return { text, blocks: [section(text), undo(winId)] };
};

/** Told to a hero, in the manager's name. */
export const recognitionNews = (
  managerName: string,
  reason: string,
  story: { excerpt: string; link: string } | undefined,
): Message => {
  const said = `:star: *${escapeName(managerName)}* recognised what you did: “${escapeName(reason)}”`;
  if (!story) return paragraph(said);
  return paragraph(`${said}\n> ${escapeSlackText(story.excerpt)} <${story.link}|See your win on the wall>`);
};

/** In its place, once it was taken back or the win is gone. */
export const recognitionGone = paragraph('What was said here about a win of yours does not stand any more.');

const agoWords = (weeks: number): string => {
  if (weeks === 0) return 'less than a week ago';
  return weeks === 1 ? 'a week ago' : `${weeks} weeks ago`;
};

const namesOf = (people: readonly NamedPerson[]): string =>
  namesWithin(
    people.map(({ name }) => escapeName(name)),
    people.length,
  );

/** Nothing is said of the time before anything is known. */
const neverWords = (people: readonly NamedPerson[], { since, now }: ReaderWords): string[] => {
  if (people.length === 0) return [];
  const weeks = since && weeksBetween(since, now);
  const known = weeks
    ? ` in the ${weeks === 1 ? 'week' : counted(weeks, 'week', 'weeks')} that I know of`
    : ', as far as I know';
  return [`You have not recognised ${namesOf(people)} yet${known}.`];
};

/** How long ago the reader recognised each of these people, longest first. */
export const lastRecognisedWords = (people: readonly NamedPerson[], words: ReaderWords): string => {
  const weeksOf = ({ userId }: NamedPerson): number | undefined => {
    const at = words.lastAt.get(userId);
    return at && weeksBetween(at, words.now);
  };
  const weeks = [...new Set(people.flatMap((person) => weeksOf(person) ?? []))].sort((a, b) => b - a);
  return [
    ...neverWords(
      people.filter((person) => weeksOf(person) === undefined),
      words,
    ),
    ...weeks.map((each) => {
      const those = people.filter((person) => weeksOf(person) === each);
      return `You last recognised ${namesOf(those)} ${agoWords(each)}.`;
    }),
  ].join(' ');
};
