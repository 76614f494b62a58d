import { isNil } from './accumulators.ts';
import { type Doc, isNumeric, typeName } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { computing, type Operator } from './exact-operators.ts';
import { PatientRegExp, toRegExp } from './regex.ts';

const codePoints = (text: string) => Array.from(text).length;

/** mingo counts in UTF-16: MongoDB in code points, or in bytes. */
const indexOf = (name: string, sizeOf: (text: string) => number) =>
  computing((given) => {
    const [text, part, start = 0, end = Number.POSITIVE_INFINITY] = given as [
      unknown,
      unknown,
      number?,
      number?,
    ];
    if (isNil(text)) return null;
    if (typeof text !== 'string' || typeof part !== 'string')
      throw new MongoError(40093, `${name} requires strings, found: ${typeName(text)} and ${typeName(part)}`);
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      const before = sizeOf(text.slice(0, at));
      if (before >= start && before + sizeOf(part) <= end) return before;
      if (at >= text.length) break;
    }
    return -1;
  });

const changedCase = (change: (text: string) => string) =>
  computing((value) => {
    if (isNil(value)) return '';
    if (typeof value === 'string') return change(value);
    if (value instanceof Date) return change(value.toISOString());
    if (isNumeric(value)) return change(value.toString());
    throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String`);
  });

/** By bytes; a negative count means the rest. */
const substring = computing((given) => {
  const [text, start, count] = given as [unknown, number, number];
  const bytes = Buffer.from(isNil(text) ? '' : String(text as string));
  if (typeof start !== 'number' || typeof count !== 'number')
    throw new MongoError(16034, '$substrBytes: starting index and length must be numeric');
  const end = count < 0 ? bytes.length : start + count;
  if ([start, end].some((at) => ((bytes[at] ?? 0) & 0xc0) === 0x80))
    throw new MongoError(28656, '$substrBytes: starting or ending in the middle of a UTF-8 character.');
  return start < 0 ? '' : bytes.toString('utf8', start, end);
});

/** mingo never comes to an end where an expression matches an empty text. */
function regexMatches(given: unknown): Doc[] {
  const { input, regex, options } = given as Doc;
  if (isNil(input) || isNil(regex)) return [];
  if (typeof input !== 'string') throw new MongoError(51104, "'input' must be a string");
  const once = toRegExp(regex, options);
  return Array.from(input.matchAll(new PatientRegExp(once, `${once.flags}g`)), (found) => ({
    match: found[0],
    idx: codePoints(input.slice(0, found.index)),
    captures: found.slice(1).map((capture) => capture ?? null),
  }));
}

export const textExpressions: Record<string, Operator> = {
  $indexOfCP: indexOf('$indexOfCP', codePoints),
  $indexOfBytes: indexOf('$indexOfBytes', (text) => Buffer.byteLength(text)),
  $toUpper: changedCase((text) => text.toUpperCase()),
  $toLower: changedCase((text) => text.toLowerCase()),
  $regexMatch: computing((given) => regexMatches(given).length > 0),
  $regexFind: computing((given) => regexMatches(given)[0] ?? null),
  $regexFindAll: computing(regexMatches),
  $substr: substring,
  $substrBytes: substring,
};
