import { BSONRegExp } from 'bson';
import { MongoError } from '../errors.ts';
import { type Doc, isNil, isNumeric, toNumber, typeName } from '../values/bson-document.ts';
import { PatientRegExp, toRegExp } from '../values/regex.ts';
import { bounds } from './array-operators.ts';
import { int32, list, named, type Operator, one } from './operator-arguments.ts';

const codePoints = (text: string) => Array.from(text).length;

function requireText(value: unknown, code: number, name: string): string {
  if (typeof value === 'string') return value;
  throw new MongoError(code, `${name} requires a string, found: ${typeName(value)}`);
}

/** In code points, or in bytes. */
const indexOf = (sizeOf: (text: string) => number, [noText, noPart]: [number, number]) =>
  list(
    ([given, wanted, ...places], name) => {
      if (isNil(given)) return null;
      const [text, part] = [requireText(given, noText, name), requireText(wanted, noPart, name)];
      const [from, to] = bounds(places, name);
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        const before = sizeOf(text.slice(0, at));
        if (before >= from && before + sizeOf(part) <= to) return before;
        if (at >= text.length) break;
      }
      return -1;
    },
    [2, 4],
  );

/** What MongoDB takes for a text where an operator on texts is given something else. */
function textOf(value: unknown): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (isNumeric(value)) return value.toString();
  throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String`);
}

/** Of ASCII letters only, as MongoDB has it. */
const upperCase = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function truncated(value: unknown, code: number, what: string): number {
  if (isNumeric(value)) return Math.trunc(toNumber(value) ?? 0) || 0;
  throw new MongoError(code, `${what} must be a numeric type (is BSON type ${typeName(value)})`);
}

/** By bytes; a negative count means the rest. */
const substring = list(
  ([given, from, many], name) => {
    const bytes = Buffer.from(textOf(given));
    const start = truncated(from, 16034, `${name}: starting index`);
    const count = truncated(many, 16035, `${name}: length`);
    if (start < 0) throw new MongoError(50752, `${name}: starting index must be non-negative`);
    const end = count < 0 ? bytes.length : start + count;
    const isInside = (at: number) => ((bytes[at] ?? 0) & 0xc0) === 0x80;
    if (isInside(start)) throw new MongoError(28656, `${name}: starting index is a UTF-8 continuation byte.`);
    if (isInside(end))
      throw new MongoError(28657, `${name}: ending index is in the middle of a UTF-8 character.`);
    return bytes.toString('utf8', start, end);
  },
  [3, 3],
);

const substringCp = list(
  ([given, from, many], name) => {
    const start = int32(from, [34450, 34451], `${name}: starting index`);
    const count = int32(many, [34452, 34453], `${name}: length`);
    if (count < 0) throw new MongoError(34454, `${name}: length must be a nonnegative integer`);
    if (start < 0) throw new MongoError(34455, `${name}: the starting index must be nonnegative`);
    return Array.from(textOf(given))
      .slice(start, start + count)
      .join('');
  },
  [3, 3],
);

const split = list(
  ([given, by], name) => {
    if (isNil(given) || isNil(by)) return null;
    const [text, separator] = [requireText(given, 40085, name), requireText(by, 40086, name)];
    if (separator === '') throw new MongoError(40087, '$split requires a non-empty separator');
    return text.split(separator);
  },
  [2, 2],
);

// MongoDB's white space: the null character too, and no more of Unicode than this.
const BLANKS = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

const trimming = (left: boolean, right: boolean) =>
  named((given, name) => {
    if (isNil(given.input) || ('chars' in given && isNil(given.chars))) return null;
    const letters = Array.from(requireText(given.input, 50699, name));
    const gone = new Set(requireText(given.chars ?? BLANKS, 50700, name));
    const kept = letters.map((letter) => !gone.has(letter));
    const first = left ? kept.indexOf(true) : 0;
    const end = right ? kept.lastIndexOf(true) + 1 : letters.length;
    return first < 0 ? '' : letters.slice(first, end).join('');
  });

const replacing = (replace: (input: string, find: string, replacement: () => string) => string) =>
  named(({ input, find, replacement }, name) => {
    const texts = [input, find, replacement].map((value, i) =>
      isNil(value) ? undefined : requireText(value, 51746 - i, name),
    );
    const [text, part, other] = texts;
    if (text === undefined || part === undefined || other === undefined) return null;
    return replace(text, part, () => other);
  });

function regexMatches(given: Doc): Doc[] {
  const { input, regex, options } = given;
  if (isNil(input) || isNil(regex)) return [];
  const text = requireText(input, 51104, "'input'");
  if (typeof regex !== 'string' && !(regex instanceof BSONRegExp))
    throw new MongoError(51105, `'regex' must be a string or a regex, found: ${typeName(regex)}`);
  if (!isNil(options) && typeof options !== 'string')
    throw new MongoError(51106, `'options' must be a string, found: ${typeName(options)}`);
  if (options && regex instanceof BSONRegExp && regex.options !== '')
    throw new MongoError(51107, "found regex option(s) specified in both 'regex' and 'option' fields");
  const pattern = typeof regex === 'string' ? regex : regex.pattern;
  if (pattern.includes('\0'))
    throw new MongoError(51109, 'A regular expression cannot contain an embedded null byte');
  if (options?.includes('\0'))
    throw new MongoError(51110, 'The options of a regular expression cannot contain an embedded null byte');
  const once = toRegExp(regex, options);
  return matchesIn(text, new PatientRegExp(once, `${once.flags}g`)).map((found) => ({
    match: found[0],
    idx: codePoints(text.slice(0, found.index)),
    captures: found.slice(1).map((capture) => capture ?? null),
  }));
}

/** MongoDB looks no further at the end of the text, where JavaScript finds nothing once more. */
function matchesIn(text: string, regex: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  for (const found of text.matchAll(regex)) {
    matches.push(found);
    const letter = String.fromCodePoint(text.codePointAt(found.index) ?? 0);
    if (found.index + (found[0] || letter).length >= text.length) break;
  }
  return matches;
}

const concatenated = list((texts, name) =>
  texts.some(isNil) ? null : texts.map((text) => requireText(text, 16702, name)).join(''),
);

export const textExpressions: Record<string, Operator> = {
  $concat: concatenated,
  $indexOfCP: indexOf(codePoints, [40093, 40094]),
  $indexOfBytes: indexOf((text) => Buffer.byteLength(text), [40091, 40092]),
  $strLenCP: one((value, name) => codePoints(requireText(value, 34471, name))),
  $strLenBytes: one((value, name) => Buffer.byteLength(requireText(value, 34473, name))),
  $toUpper: one((value) => upperCase(textOf(value))),
  $toLower: one((value) => textOf(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  $split: split,
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $replaceOne: replacing((text, part, other) => text.replace(part, other)),
  $replaceAll: replacing((text, part, other) => text.replaceAll(part, other)),
  $regexMatch: named((given) => regexMatches(given).length > 0),
  $regexFind: named((given) => regexMatches(given)[0] ?? null),
  $regexFindAll: named(regexMatches),
  $substr: substring,
  $substrBytes: substring,
  $substrCP: substringCp,
};
