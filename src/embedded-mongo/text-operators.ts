import { isNumeric, typeName } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { evaluate, type Operator } from './exact-operators.ts';

/** mingo counts in UTF-16: MongoDB in code points, or in bytes. */
const indexOf = (name: string, sizeOf: (text: string) => number): Operator => {
  return (obj, expr, options) => {
    const [text, part, start = 0, end] = evaluate(obj, expr, options) as [unknown, unknown, number?, number?];
    if (text === null || text === undefined) return null;
    if (typeof text !== 'string' || typeof part !== 'string')
      throw new MongoError(40093, `${name} requires strings, found: ${typeName(text)} and ${typeName(part)}`);
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      const before = sizeOf(text.slice(0, at));
      if (before >= start && (end === undefined || before + sizeOf(part) <= end)) return before;
    }
    return -1;
  };
};

const changedCase = (change: (text: string) => string): Operator => {
  return (obj, expr, options) => {
    const value = evaluate(obj, expr, options);
    if (value === null || value === undefined) return '';
    if (typeof value === 'string') return change(value);
    if (value instanceof Date) return change(value.toISOString());
    if (isNumeric(value)) return change(value.toString());
    throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String`);
  };
};

/** By bytes; a negative count means the rest. */
const substring: Operator = (obj, expr, options) => {
  const [text, start, count] = evaluate(obj, expr, options) as [unknown, number, number];
  const bytes = Buffer.from(text === null || text === undefined ? '' : String(text as string));
  if (typeof start !== 'number' || typeof count !== 'number')
    throw new MongoError(16034, '$substrBytes: starting index and length must be numeric');
  const end = count < 0 ? bytes.length : start + count;
  const splits = [start, end].some((at) => ((bytes[at] ?? 0) & 0xc0) === 0x80);
  if (splits)
    throw new MongoError(
      28656,
      '$substrBytes: Invalid range, starting or ending in the middle of a UTF-8 character.',
    );
  return start < 0 ? '' : bytes.toString('utf8', start, end);
};

export const textExpressions: Record<string, Operator> = {
  $indexOfCP: indexOf('$indexOfCP', (text) => Array.from(text).length),
  $indexOfBytes: indexOf('$indexOfBytes', (text) => Buffer.byteLength(text)),
  $toUpper: changedCase((text) => text.toUpperCase()),
  $toLower: changedCase((text) => text.toLowerCase()),
  $substr: substring,
  $substrBytes: substring,
};
