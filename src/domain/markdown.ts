import { cleanText } from './human-text.ts';

/** What Markdown, and its common dialects, read as markup wherever it stands. */
const anywhere = /[\\`*_[\]<>#|~&$]/g;
/** And what they do at the beginning of a line only. */
const atLineStart = /^(?:([-+=:])|(\d+)([.)]))/;
/** Tabs too: four of anything at its beginning would make a line code. */
const controls = /\p{Cc}/gu;

const line = (text: string): string =>
  text
    .trim()
    .replace(anywhere, '\\$&')
    .replace(atLineStart, (_, mark = '', number = '', after = '') =>
      mark ? `\\${mark}` : `${number}\\${after}`,
    );

const linesOf = (typed: string): string[] =>
  cleanText(typed)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((each) => line(each.replace(controls, ' ')));

/** What somebody typed, in one line and as text alone. */
export const markdownText = (typed: string): string => linesOf(typed).filter(Boolean).join(' ');

/** The same as a quotation, which keeps its lines and cannot be left from inside. */
export const markdownQuote = (typed: string): string =>
  linesOf(typed)
    .map((each) => `> ${each}`.trimEnd())
    .join('  \n');
