import { erasedName, isStandIn } from './erased-person.ts';
import { emojiInText, shortened } from './human-text.ts';
import { at, parseSlackText } from './slack-text.ts';
import { foldedText } from './win.ts';
import type { ScreenNames } from './workspace.ts';

/** How the people of a win are named on a screen. */
export interface ScreenNaming {
  style: ScreenNames;
  /** Whoever keeps out of sight of others is named on no screen. */
  unnamed: ReadonlySet<string>;
}

/** In characters as people count them: what can be read from five metres before the next comes. */
const mostCharacters = { text: 320, words: 160, name: 40 } as const;
/** A longer word is cut, so that something is left. */
const longestWordLeftOut = 20;

const colleague = erasedName;

/** What somebody is called on a screen; undefined: by no name. */
export const screenName = (
  { style, unnamed }: ScreenNaming,
  userId: string,
  name: string | undefined,
): string | undefined => {
  if (style === 'none' || name === undefined || isStandIn(userId) || unnamed.has(userId)) return undefined;
  const whole = foldedText(at(name).slice(1));
  const shown = style === 'full' ? whole : whole.split(' ')[0];
  return shown ? shortened(shown, { characters: mostCharacters.name }) : undefined;
};

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A name of one word may be a word as well ("Will"): then it is one only after an `@`. */
const patternOf = (names: readonly string[]): RegExp | undefined => {
  const sources = names
    .toSorted((one, other) => other.length - one.length)
    .map((name) => `${/\s/.test(name) ? '@?' : '@'}${literally(name)}`);
  return sources.length > 0
    ? new RegExp(`(?<![\\p{L}\\p{N}_])(?:${sources.join('|')})(?![\\p{L}\\p{N}_])`, 'gu')
    : undefined;
};

/** The words of a win with people named as the team chose, whether they are credited in it or only spoken of. */
export const screenWords = (
  text: string,
  names: Readonly<Record<string, string>>,
  naming: ScreenNaming,
): string => {
  const shownById = new Map(
    Object.entries(names).map(([userId, name]) => [userId, screenName(naming, userId, name) ?? colleague]),
  );
  const shownByName = new Map(
    Object.entries(names)
      .filter(([userId]) => !isStandIn(userId))
      .map(([userId, name]) => [at(name).slice(1), shownById.get(userId) ?? colleague]),
  );
  const pattern = patternOf([...shownByName.keys()].filter(Boolean));
  const spoken = (words: string): string =>
    pattern
      ? words.replace(pattern, (found) => shownByName.get(found.replace(/^@/, '')) ?? colleague)
      : words;
  return parseSlackText(text)
    .map((token) => (token.type === 'user' ? (shownById.get(token.userId) ?? colleague) : spoken(token.text)))
    .join('');
};

/** The character of an emoji by its name; undefined: one of the team's own, which is no character. */
export type EmojiCharacter = (name: string) => string | undefined;

/** Emoji as they are seen. One of the team's own among words is left out, and what only looks like one stays. */
export const withEmoji = (text: string, characterOf: EmojiCharacter): string =>
  text.replace(emojiInText, (written, name: string, start: number) => {
    const character = characterOf(name.replace(/::skin-tone-[2-6]$/, ''));
    if (character !== undefined) return character;
    const isAlone =
      /^$|\s$/.test(text.slice(0, start)) && /^$|^[\s.,!?;:]/.test(text.slice(start + written.length));
    return isAlone ? '' : written;
  });

const cut = (text: string, characters: number): string => {
  const whole = foldedText(text);
  const short = shortened(whole, { characters });
  if (short === whole) return whole;
  const end = short.lastIndexOf(' ');
  return end > short.length - longestWordLeftOut ? `${short.slice(0, end).trimEnd()}…` : short;
};

const began = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The words of a win as they stand on a screen, on one line and no longer than can be read. */
export const screenText = (
  { text, names }: { text: string; names: Readonly<Record<string, string>> },
  naming: ScreenNaming,
  characterOf: EmojiCharacter,
): string => {
  const words = cut(withEmoji(screenWords(text, names, naming), characterOf), mostCharacters.text);
  return words.startsWith(colleague) ? began(words) : words;
};

/** A customer's words are no markup of Slack's. */
const screenSpoken = (
  words: string,
  names: Readonly<Record<string, string>>,
  naming: ScreenNaming,
): string => {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return screenWords(escaped, names, naming);
};

/** The same of what a customer says, who names nobody by a reference. */
export const customerScreenText = (
  words: string,
  names: Readonly<Record<string, string>>,
  naming: ScreenNaming,
): string => cut(screenSpoken(words, names, naming), mostCharacters.words);

/** People as they are called on a screen, and how many of them by no name. */
export interface ScreenPeople {
  names: readonly string[];
  unnamedCount: number;
}

export const screenPeople = (
  userIds: readonly string[],
  names: Readonly<Record<string, string>>,
  naming: ScreenNaming,
): ScreenPeople => {
  const named = userIds.flatMap((userId) => screenName(naming, userId, names[userId]) ?? []);
  return { names: named, unnamedCount: userIds.length - named.length };
};
