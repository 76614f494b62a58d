import { characterCount, isUnseen } from './human-text.ts';
import { ineligibility, type Person } from './person.ts';
import { type Credited, foldedText } from './win.ts';

/** One line on a card, in characters as people count them. */
export const maxLineLength = 200;
/** In UTF-16 code units: what the field of a form takes. An emoji takes two to a dozen. */
export const maxLineUnits = 1_000;

export type LineFault = { kind: 'blank' } | { kind: 'too-long'; length: number };
export type TypedLine = { kind: 'line'; text: string } | LineFault;

/** One line that somebody typed, or what is wrong with it. */
export const readLine = (typed: string): TypedLine => {
  if (isUnseen(typed)) return { kind: 'blank' };
  const text = foldedText(typed);
  const length = characterCount(text);
  return length > maxLineLength ? { kind: 'too-long', length } : { kind: 'line', text };
};

export type SignRefusal =
  | 'hero'
  | 'not-eligible'
  /** They cannot see the wall that the win is on. */
  | 'hidden'
  | 'gone'
  /** It was too old to be kept. */
  | 'forgotten'
  | 'not-exceptional'
  | 'handed-over';

/** Why somebody cannot sign a card, whatever is on it; undefined when they can. */
export const whyNoSigner = (
  { heroIds }: Pick<Credited, 'heroIds'>,
  userId: string,
  person: Person | undefined,
): 'hero' | 'not-eligible' | undefined => {
  if (heroIds.includes(userId)) return 'hero';
  return ineligibility(person) === undefined ? undefined : 'not-eligible';
};

/** So many lines come with one note; what is more comes with the next. */
export const mostLinesAtOnce = 100;

const dayMs = 86_400_000;

/** How long lines wait for a win that is not on the wall, or not exceptional, to be so again. */
export const cardWaitsMs = 30 * dayMs;

/** When to look again at a card that cannot be handed over just now. */
export const cardLookMs = 3_600_000;

/** Thanks that could not be posted for so long are not posted any more. */
export const thanksLateAfterMs = 7 * dayMs;
