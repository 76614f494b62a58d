import { isObject } from '../json.ts';

/** Slack counts code points, so that an emoji of two units is one character. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** Half a character, which is what is left where a text was cut within one. */
const HALF = /\p{Surrogate}/u;

/** Where in a value there is half a character; undefined when there is none. */
export const halfCharacter = (value: unknown, path: string): string | undefined => {
  if (typeof value === 'string') return HALF.test(value) ? path : undefined;
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  const place = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  for (const [key, item] of Object.entries(value)) {
    const found = HALF.test(key) ? place('…') : halfCharacter(item, place(key));
    if (found !== undefined) return found;
  }
  return undefined;
};
