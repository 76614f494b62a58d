import type { TextToken } from './slack-text.ts';

const address = /\b[a-z][a-z0-9+.-]*:\/\/\S*|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/\S*/giu;
/** What begins with an `@` as a name does, and is no part of an address. */
const typedName = /(?<![\p{L}\p{N}_.+-])@(\p{L}[\p{L}\p{M}\p{N}_.'’-]{0,79})/gu;
/** Slack's own words for many, which nobody is called. */
const callsMany = new Set(['here', 'channel', 'everyone', 'group']);

const trimmed = (name: string): string => name.replace(/['’]s$/iu, '').replace(/[.'’_-]+$/u, '');

/** A text without the names that somebody typed instead of choosing the person from Slack's list. */
export const withoutTypedNames = (text: string): string =>
  text.replace(typedName, (found, name: string) => found.slice(1 + trimmed(name).length));

/**
 * The names, as they were typed, that Slack has not made mentions of: it knows nobody by them, or several. Without
 * those of `known`.
 */
export const typedNames = (tokens: readonly TextToken[], known: Iterable<string>): string[] => {
  const knownNames = [...known].flatMap((name) => [name, name.split(/\s/, 1)[0] ?? '']);
  const isKnown = new Set(knownNames.map((name) => name.toLowerCase()));
  const found = tokens
    .flatMap((token) => (token.type === 'text' && token.groupId === undefined ? [token.text] : []))
    .flatMap((text) => [...text.replace(address, ' ').matchAll(typedName)])
    .map(([, name = '']) => trimmed(name));
  const unknown = found.filter(
    (name) => !callsMany.has(name.toLowerCase()) && !isKnown.has(name.toLowerCase()),
  );
  const byName = new Map(unknown.toReversed().map((name) => [name.toLowerCase(), `@${name}`]));
  return [...byName.values()].reverse();
};
