import { erasedName } from './erased-person.ts';
import { at, escapeSlackText, parseSlackText, plainText } from './slack-text.ts';

const special = /[.*+?^${}()|[\]\\]/g;
/** A name ends where another letter would make it another name. */
const named = (names: readonly string[]): RegExp | undefined => {
  const longestFirst = [...new Set(names.map(at))]
    .filter((name) => name !== '@')
    .sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return undefined;
  const each = longestFirst.map((name) => name.replace(special, '\\$&')).join('|');
  return new RegExp(`(?:${each})(?![\\p{L}\\p{N}])`, 'gu');
};

/** A text as a person reads it, with the person who goes by these names out of it. */
export const withoutNames = (text: string, names: readonly string[]): string => {
  const pattern = named(names);
  return pattern ? text.replace(pattern, erasedName) : text;
};

/** The same of canonical wire text (domain/slack-text.ts), where they may be a reference as well. */
export const withoutPersonInText = (wire: string, userId: string, names: readonly string[]): string =>
  parseSlackText(wire)
    .map((token) => {
      if (token.type === 'text') return escapeSlackText(withoutNames(token.text, names));
      if (token.userId === userId) return escapeSlackText(erasedName);
      return token.label === undefined
        ? `<@${token.userId}>`
        : escapeSlackText(plainText([token], () => undefined));
    })
    .join('');
