import { seenText } from './human-text.ts';

const ownName = /^(`?)\/brag(?=\s|`?$)/i;

/** What was typed after the command, also when that was typed or pasted twice: `/brag /brag called her back`. */
export const withoutCommand = (text: string): string => {
  const typed = text.trim();
  const again = ownName.exec(typed);
  if (!again) return text;
  const rest = typed.slice(again[0].length);
  return withoutCommand((again[1] && rest.endsWith('`') ? rest.slice(0, -1) : rest).trim());
};

const around = /^[`'"“”‘’*_~]+|[`'"“”‘’*_~?!.…]+$/gu;

/** No keyword is longer, with its arguments. */
const longestKeyword = 80;

/** A text as keywords are looked for in it: without what cannot be seen, quotes, and the mark that ends a sentence. */
export const keywordText = (text: string): string => {
  const words = text.split(/\s+/u).map(seenText).filter(Boolean).join(' ');
  return words.length > longestKeyword ? words : words.replace(around, '') || words;
};
