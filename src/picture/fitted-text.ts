import type { SKRSContext2D } from '@napi-rs/canvas';
import { type DrawableText, graphemesOf } from './drawable-text.ts';

export interface TextBox {
  /** Its middle. */
  x: number;
  /** Where its only line stands, or the middle of two. */
  y: number;
  width: number;
  /** In pixels: as large as there is room for. */
  size: { most: number; least: number };
  lines?: 1 | 2;
  weight: number;
  colour: string;
}

const measured = 100;
const lineHeight = 1.25;

/** By the first letter that has one. */
export const directionOf = (text: string): 'ltr' | 'rtl' => {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(
    letter,
  )
    ? 'rtl'
    : 'ltr';
};

type Measure = (text: string) => number;

/** Two lines of about the same length. Between words if there are any. */
const halved = (text: string, measure: Measure): string[] => {
  const words = text.split(' ');
  const parts = words.length > 1 ? words : graphemesOf(text);
  const joint = words.length > 1 ? ' ' : '';
  let best = [text];
  let bestWidth = Number.POSITIVE_INFINITY;
  for (let index = 1; index < parts.length; index += 1) {
    const lines = [parts.slice(0, index).join(joint), parts.slice(index).join(joint)];
    const width = Math.max(...lines.map(measure));
    if (width < bestWidth) [best, bestWidth] = [lines, width];
  }
  return best;
};

/** The longest beginning that fits with `end` after it; the rest. */
const begun = (text: string, end: string, fits: (text: string) => boolean): [string, string] => {
  const characters = graphemesOf(text);
  const beginning = (length: number) => characters.slice(0, length).join('').trimEnd() + end;
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(beginning(middle))) low = middle;
    else high = middle - 1;
  }
  return [beginning(low), characters.slice(low).join('').trimStart()];
};

/** What does not fit is cut at the end of the last line alone. */
const cut = (text: string, lineCount: number, fits: (text: string) => boolean): string[] => {
  if (fits(text)) return [text];
  if (lineCount === 1) return [begun(text, '…', fits)[0]];
  const [line, rest] = begun(text, '', fits);
  return [line, ...cut(rest, lineCount - 1, fits)];
};

export interface FittedText {
  lines: string[];
  size: number;
}

/** As large as it fits on one line, or else on two, and cut at the end where that is too long as well. */
export const fitted = (
  text: string,
  measure: Measure,
  { width, size: { most, least }, lines: mostLines = 1 }: Pick<TextBox, 'width' | 'size' | 'lines'>,
): FittedText => {
  const sizeOf = (lines: readonly string[]) =>
    Math.min(most, Math.floor((measured * width) / Math.max(1, ...lines.map(measure))));
  const one = sizeOf([text]);
  if (mostLines === 1 && one >= least) return { lines: [text], size: one };
  // Two lines take more height: they are worth it where one line would be much smaller.
  if (mostLines === 2 && one >= Math.max(least, most * 0.6)) return { lines: [text], size: one };
  const lines = mostLines === 2 ? halved(text, measure) : [text];
  const size = Math.min(sizeOf(lines), lines.length === 2 ? Math.max(least, most * 0.7) : most);
  if (size >= least) return { lines, size };
  return { lines: cut(text, mostLines, (line) => (measure(line) * least) / measured <= width), size: least };
};

export const drawText = (context: SKRSContext2D, { text, families }: DrawableText, box: TextBox): void => {
  if (!text) return;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.direction = directionOf(text);
  context.fillStyle = box.colour;
  context.font = `${box.weight} ${measured}px ${families}`;
  const { lines, size } = fitted(text, (line) => context.measureText(line).width, box);
  context.font = `${box.weight} ${size}px ${families}`;
  const top = box.y - ((lines.length - 1) * size * lineHeight) / 2;
  for (const [index, line] of lines.entries()) context.fillText(line, box.x, top + index * size * lineHeight);
};
