import { cleanText } from './human-text.ts';

/** So that spreadsheets know it for UTF-8. */
const byteOrderMark = '\uFEFF';

/** What spreadsheets take for the beginning of a formula, in any width; white space before it does not keep them from it. */
const formula = /^\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/;

/** What is typed is text, whatever it looks like: an apostrophe tells spreadsheets so. */
const field = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const text = cleanText(value);
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** A table as RFC 4180 has it, with a byte order mark. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  byteOrderMark + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
