import type { HelperLeftOut } from '../../domain/credit.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { linesAbout } from '../win/credit-lines.ts';
import { textReturned } from '../win/win-answer.ts';
import { listedBriefly } from '../words.ts';

const named = (names: readonly string[]): string => listedBriefly(names.map(escapeName));

/** Beside the fields of the composer. */
export const privateFaults = {
  outsider: 'Only members of this organisation can write to each other here.',
  'nobody-chosen': 'Choose who is to read it: at least one person besides you.',
  helpers:
    'Who helped is told on the wall alone. Choose them above to have them read it, or leave this empty.',
};

export const nobodyLeft = (leftOut: readonly HelperLeftOut[]): string =>
  [...linesAbout(leftOut, 'word'), 'Choose at least one active person of this organisation.'].join(' ');

interface GivenWord {
  wordId: string;
  readerNames: readonly string[];
  leftOut: readonly HelperLeftOut[];
}

/**
 * What its author is told. It is true of everybody, and so says of nobody what they get: whoever wants no such note finds
 * it on Home.
 */
export const givenAnswer = ({ wordId, readerNames, leftOut }: GivenWord): Message => {
  const reads = readerNames.length === 1 ? 'reads it in their next note' : 'each read it in their next note';
  const text = [
    `:speech_balloon: ${named(readerNames)} ${reads}, or on their Home. Nobody else sees it.`,
    ...linesAbout(leftOut, 'word'),
  ].join('\n');
  const takeBack = button(actionIds.privateWordTakeBack, 'Take back', { value: wordId });
  return { text: topText(text), blocks: [...sections(text), actions(takeBack)] };
};

const tooLate = (readNames: readonly string[]): string =>
  `${named(readNames)} may have read it already, so it stays with them.`;

/** Instead of it, once its author took it back. */
export const takenBack = (
  typed: string,
  fromNames: readonly string[],
  readNames: readonly string[],
): Message =>
  readNames.length === 0
    ? textReturned('Taken back: nobody has read it. If you want to send it after all, here it is.', typed)
    : textReturned(`Taken back from ${named(fromNames)}. ${tooLate(readNames)}`, typed);

export const tooLateToTakeBack = (readNames: readonly string[]): Message =>
  paragraph(`${tooLate(readNames)} If something is wrong in it, a word to them puts it right.`);

export const takeBackRefusals = {
  forgotten: paragraph('There is nothing left to take back: these words are not kept any more.'),
  'not-author': paragraph('Only whoever wrote it can take it back.'),
  'taken-back-before': paragraph('It is taken back already. Nobody has read it.'),
};

export const thankAnswers = {
  thanked: (author: string): Message =>
    paragraph(`:pray: ${escapeName(author)} reads in their next note that you say thanks.`),
  'thanked-before': (author: string): Message =>
    paragraph(`You said thanks to ${escapeName(author)} already: they read it in their note, once.`),
  'author-gone': (author: string): Message =>
    paragraph(
      `${escapeName(author)} is no longer here, so your thanks cannot reach them. It was kindly meant.`,
    ),
};

export const thankRefusals = {
  forgotten: paragraph('These words are not kept any more, so there is nothing to say thanks for here.'),
  'not-yours': paragraph('Only whom it was written to can say thanks for it.'),
};
