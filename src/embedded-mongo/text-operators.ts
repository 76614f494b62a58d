import { isNumeric, typeName } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { evaluate, type Operator } from './exact-operators.ts';

const indexOfCodePoint: Operator = (obj, expr, options) => {
  const [text, part, start = 0, end] = evaluate(obj, expr, options) as [unknown, unknown, number?, number?];
  if (text === null || text === undefined) return null;
  if (typeof text !== 'string' || typeof part !== 'string') {
    throw new MongoError(
      40093,
      `$indexOfCP requires strings, found: ${typeName(text)} and ${typeName(part)}`,
    );
  }
  const points = Array.from(text).slice(0, end);
  const at = points.slice(start).join('').indexOf(part);
  return at < 0 ? -1 : start + Array.from(points.slice(start).join('').slice(0, at)).length;
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
  $indexOfCP: indexOfCodePoint,
  $toUpper: changedCase((text) => text.toUpperCase()),
  $toLower: changedCase((text) => text.toLowerCase()),
  $substr: substring,
  $substrBytes: substring,
};
