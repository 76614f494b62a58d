/** Embeddings, overrides and isolates: unclosed, they turn the line that a text is shown in. Words keep their own direction. */
const turning = /[\u202A-\u202E\u2066-\u2069]/gu;

/** What somebody typed, or is called, without halves of characters and without what turns the words around it. */
export const cleanText = (text: string): string => text.toWellFormed().replace(turning, '');

/** White space, controls, joiners, variation selectors, fillers, the empty Braille cell, and what stands for no character. */
const unseen = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD\u{1D159}]/gu;

/** Only the characters that show something. */
export const seenText = (text: string): string => text.toWellFormed().replace(unseen, '');

/** Whether a text shows nothing at all. */
export const isUnseen = (text: string): boolean => seenText(text) === '';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** An emoji as Slack writes it in a text. Its first group is the name, skin tone included. */
export const emojiInText =
  /:((?:[a-z0-9_+'-]{0,100}[a-z][a-z0-9_+'-]{0,100}|[+-]1|100)(?:::skin-tone-[2-6])?):/g;

/** What Slack shows as one thing and only understands whole: references, links, escaped characters, emoji. */
const wholes = new RegExp(
  [
    /<(?:[@#!][^<>|\s]+|!date\^[^<>|]+)(?:\|[^<>]*)?>/,
    /<(?:https?|mailto|tel):[^<>|\s]+(?:\|[^<>]*)?>/,
    /&(?:amp|lt|gt);/,
    emojiInText,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Segmenting costs microseconds a character. Beside ASCII alone, an ASCII character or a line's end is one by itself. */
const toSegment = /[\n -~]?[^\n -~]+(?:[\n -~][^\n -~]+)*[\n -~]?/g;

function* graphemesOf(text: string): Generator<string> {
  let end = 0;
  for (const match of text.matchAll(toSegment)) {
    yield* text.slice(end, match.index);
    for (const { segment } of graphemes.segment(match[0])) yield segment;
    end = match.index + match[0].length;
  }
  yield* text.slice(end);
}

/** What a person sees as one character each. */
function* charactersOf(text: string): Generator<string> {
  let end = 0;
  for (const match of text.matchAll(wholes)) {
    yield* graphemesOf(text.slice(end, match.index));
    yield match[0];
    end = match.index + match[0].length;
  }
  yield* graphemesOf(text.slice(end));
}

/** How many characters a person counts: an emoji is one, whatever it is made of. */
export const characterCount = (text: string): number => {
  let count = 0;
  for (const _ of charactersOf(text)) count += 1;
  return count;
};

export interface Room {
  /** As a person counts them. */
  characters?: number;
  /** As Slack may count them at worst: UTF-16 code units, of what is sent. Left out: four for each character. */
  units?: number;
  /** What is sent for a character, when it is escaped. */
  sentAs?: (character: string) => string;
}

const ellipsis = '…';

/** The one way to cut a text: never within a character, an emoji or one of Slack's references. */
export const shortened = (text: string, room: Room): string => {
  const { characters = Number.POSITIVE_INFINITY, sentAs = (character: string) => character } = room;
  const units = room.units ?? 4 * characters;
  const whole = text.toWellFormed();
  let [read, kept, count, length] = [0, 0, 0, 0];
  for (const character of charactersOf(whole)) {
    count += 1;
    length += sentAs(character).length;
    if (count > characters || length > units) return `${whole.slice(0, kept).trimEnd()}${ellipsis}`;
    read += character.length;
    if (count < characters && length <= units - ellipsis.length) kept = read;
  }
  return whole;
};

/** For a text that is shown in full: pieces that together are all of it, cut after a space where there is one. */
export const piecesOf = (text: string, units: number): string[] => {
  const found: string[] = [];
  let [piece, spaceEnd] = ['', 0];
  const inPieces = (character: string) => (character.length > units ? Array.from(character) : [character]);
  for (const character of [...charactersOf(text.toWellFormed())].flatMap(inPieces)) {
    if (piece && piece.length + character.length > units) {
      const isEnough = spaceEnd > 0 && piece.length - spaceEnd + character.length <= units;
      const end = isEnough ? spaceEnd : piece.length;
      found.push(piece.slice(0, end));
      [piece, spaceEnd] = [piece.slice(end), 0];
    }
    piece += character;
    if (/^\s$/.test(character)) spaceEnd = piece.length;
  }
  return piece ? [...found, piece] : found;
};
