import type { EmojiNames } from '../../domain/emoji-name.ts';
import type { EmojiCharacter } from '../../domain/screen-text.ts';

/** Some of these are shown as a letter or a sign, unless it is said that they are a picture. */
const asPicture = (character: string): string => (character.length === 1 ? `${character}\uFE0F` : character);

/** Finds an emoji by any of its names. */
export const createEmojiCharacter = (emojiNames: EmojiNames): EmojiCharacter => {
  const characters = new Map<string, string>();
  for (const [spelling, name] of emojiNames)
    if (/[^ -~]/.test(spelling)) characters.set(name, asPicture(spelling));
  return (name) => characters.get(emojiNames.get(name) ?? name);
};
