import { createRequire } from 'node:module';
import { z } from 'zod';
import type { EmojiNames } from '../domain/emoji-name.ts';

const character = (hexcode: string): string =>
  String.fromCodePoint(...hexcode.split('-').map((hex) => Number.parseInt(hex, 16)));

const schema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Slack's own names: those of iamcal/emoji-data, the first of each being the one that Slack sends. Required, because
 * importing JSON is still an experiment in Node 20.
 */
export const loadEmojiNames = (): EmojiNames => {
  const given: unknown = createRequire(import.meta.url)('emojibase-data/en/shortcodes/iamcal.json');
  const names = new Map<string, string>();
  for (const [hexcode, listed] of Object.entries(schema.parse(given))) {
    const aliases = [listed].flat();
    const [name = ''] = aliases;
    for (const alias of [character(hexcode), ...aliases]) names.set(alias, name);
  }
  return names;
};
