/** The name that Slack sends of each standard emoji, by its character and by all its names. */
export type EmojiNames = ReadonlyMap<string, string>;

export type EmojiReading =
  | { kind: 'emoji'; names: string[] }
  /** What cannot be the name of an emoji. */
  | { kind: 'unreadable'; words: string[] };

/** Without a dot or a dollar sign, which a name of a field in the database cannot have. */
const isName = (word: string): boolean => /^[a-z0-9_+'-]{1,100}$/.test(word);

/** A character may be followed by how it is to be shown, and by a skin tone. */
const plainCharacter = (word: string): string => word.replace(/\p{Emoji_Modifier}|[\uFE0E\uFE0F]/gu, '');

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Emoji may follow each other without a space: `:tada::star2:`, or as characters. */
const wordsOf = (typed: string): string[] =>
  typed
    .replace(/::?skin-tone-[2-6]:?/gi, ':')
    .split(/[\s,;:]+/)
    .flatMap((word) =>
      /[^ -~]/.test(word) ? [...graphemes.segment(word)].map(({ segment }) => segment) : [word],
    )
    .filter(Boolean);

/**
 * Reads the names of emoji: with colons or without, one after the other. A standard one is given the name that Slack
 * sends of it, and its skin tone makes no difference; any other name is that of a custom one.
 */
export const readEmoji = (typed: string, known: EmojiNames): EmojiReading => {
  const names: string[] = [];
  const unreadable: string[] = [];
  for (const word of wordsOf(typed)) {
    const name = word.toLowerCase();
    const standard = known.get(word) ?? known.get(plainCharacter(word)) ?? known.get(name);
    if (standard ?? isName(name)) names.push(standard ?? name);
    else unreadable.push(word);
  }
  return unreadable.length > 0
    ? { kind: 'unreadable', words: unreadable }
    : { kind: 'emoji', names: [...new Set(names)] };
};

/** Whether Slack has it by itself; any other is a workspace's own, or none. */
export const isStandardEmoji = (name: string, known: EmojiNames): boolean => known.has(name);
