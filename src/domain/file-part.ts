import { piecesOf } from './human-text.ts';

/** A file that is handed to one person. */
export interface HandedFile {
  name: string;
  /** Without parameters: text is UTF-8. */
  mediaType: string;
  content: string;
}

/** What a text takes in a message, which is sent as JSON. */
const unitsOf = (text: string): number => JSON.stringify(text).length - 2;

/** What a character takes at most: a control becomes an escape of six. */
const mostUnitsEach = 6;

/** Lines with their ends; of a table rows, since a field in quotes may have lines of its own. */
const rowsOf = ({ mediaType, content }: HandedFile): string[] => {
  const row = mediaType === 'text/csv' ? /(?:"[^"]*(?:"|$)|[^"\n])*(?:\n|$)/g : /[^\n]*(?:\n|$)/g;
  return (content.match(row) ?? []).filter(Boolean);
};

/**
 * A file in parts that each take so many units, and together are all of it: cut between rows or lines, and where one is
 * longer than that, between words or characters.
 */
export const filePartsOf = (file: HandedFile, units: number): string[] => {
  const parts: string[] = [];
  let left = 0;
  for (const row of rowsOf(file))
    for (const piece of unitsOf(row) > units ? piecesOf(row, Math.floor(units / mostUnitsEach)) : [row]) {
      const taken = unitsOf(piece);
      const isFull = taken > left;
      if (isFull) parts.push(piece);
      else parts[parts.length - 1] += piece;
      left = (isFull ? units : left) - taken;
    }
  return parts;
};
