import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { familiesFor } from './font.ts';

/** A text of which every character can be drawn, and the fonts that have them. */
export interface DrawableText {
  text: string;
  families: string;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

const side = 48;
/** Of no character, in any version of Unicode so far. */
const unassigned = '\u0378';

const printOf = (context: SKRSContext2D, families: string, character: string): string => {
  context.clearRect(0, 0, side, side);
  context.font = `400 28px ${families}`;
  context.fillText(character, 6, 36);
  return Buffer.from(context.getImageData(0, 0, side, side).data.buffer).toString('latin1');
};

/** What joins or marks the character before it is never seen by itself. */
const isJoined = (character: string): boolean =>
  /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u.test(character);
const isPlain = (character: string): boolean => /^[\x20-\x7E]$/.test(character);

/** How a missing character looks is drawn once, and each is compared with it. */
const missingOf = (families: string, characters: readonly string[]): string[] => {
  const context = createCanvas(side, side).getContext('2d');
  const box = printOf(context, families, unassigned);
  return characters.filter((each) => printOf(context, families, each) === box);
};

/** A text without the characters that no font has: nobody's name is to have boxes in it. */
export const drawable = (text: string): DrawableText => {
  const wanted = text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const families = familiesFor(wanted);
  const characters = [...new Set(wanted)].filter((each) => !isPlain(each) && !isJoined(each));
  const missing = new Set(characters.length > 0 ? missingOf(families, characters) : []);
  const isDrawn = (character: string): boolean => !missing.has(character);
  const drawn = graphemesOf(wanted).filter((each) => Array.from(each).every(isDrawn));
  return { text: drawn.join('').replace(/ +/g, ' ').trim(), families };
};
