import { Binary, BSONRegExp, Long } from 'bson';
import { badValue } from '../errors.ts';
import { isNumeric, isOperatorDoc, MAX_DOCUMENT_BYTES, show, toNumber } from '../values/bson-document.ts';
import { toRegExp } from '../values/regex.ts';
import { compareValues, orderedKey, RANK, rankOf } from '../values/value-order.ts';

export type Test = (value: unknown) => boolean;

/** Plain equality, where a regular expression means a match. */
export function equals(operand: unknown): Test {
  if (operand instanceof BSONRegExp || operand instanceof RegExp) return regexTest(operand);
  return exactly(operand);
}

export function exactly(operand: unknown): Test {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  const [key, rank] = [orderedKey(operand), rankOf(operand)];
  return (value) => rankOf(value) === rank && orderedKey(value) === key;
}

const ACCEPTS: Record<string, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

const isNaNValue = (value: unknown) => Number.isNaN(toNumber(value) ?? 0);

export function compares(name: string, operand: unknown): Test {
  const accepts = ACCEPTS[name] as (order: number) => boolean;
  const rank = rankOf(operand);
  if (operand instanceof BSONRegExp)
    throw badValue(`Can't have RegEx as arg to predicate over field '${name}'.`);
  if (rank === RANK.minKey || rank === RANK.maxKey) return (value) => accepts(compareValues(value, operand));
  if (rank === RANK.null) return (value) => accepts(0) && (value === null || value === undefined);
  if (rank === RANK.number && isNaNValue(operand)) {
    return (value) => accepts(0) && isNumeric(value) && isNaNValue(value);
  }
  return (value) => rankOf(value) === rank && !isNaNValue(value) && accepts(compareValues(value, operand));
}

export function among(name: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`);
  if (operand.some(isOperatorDoc)) throw badValue(`cannot nest $ under ${name}`);
  const patterns = operand.filter((item) => item instanceof BSONRegExp).map((item) => regexTest(item));
  const keys = new Set(operand.map(orderedKey));
  return (value) => keys.has(orderedKey(value)) || patterns.some((test) => test(value));
}

export function regexTest(pattern: unknown, options?: unknown): Test {
  const regex = toRegExp(pattern, options);
  const key = orderedKey(pattern);
  return (value) =>
    typeof value === 'string' ? regex.test(value) : rankOf(value) === RANK.regex && orderedKey(value) === key;
}

export function modulo(operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = operand.map(wholeOf);
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number');
  if (remainder === undefined) throw badValue('malformed mod, remainder not a number');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const whole = wholeOf(value);
    return whole !== undefined && whole % divisor === remainder;
  };
}

/** A number without its fraction; undefined for what is none, or has no end. */
function wholeOf(value: unknown): bigint | undefined {
  if (value instanceof Long && isNumeric(value)) return value.toBigInt();
  const number = isNumeric(value) ? toNumber(value) : undefined;
  return Number.isFinite(number) ? BigInt(Math.trunc(number as number)) : undefined;
}

export function bits(name: string, operand: unknown): Test {
  const mask = bitMask(name, operand);
  return (value) => {
    const held = bitsOf(value);
    if (held === undefined) return false;
    if (name === '$bitsAllSet') return (held & mask) === mask;
    if (name === '$bitsAllClear') return (held & mask) === 0n;
    return name === '$bitsAnySet' ? (held & mask) !== 0n : (held & mask) !== mask;
  };
}

function bitMask(name: string, operand: unknown): bigint {
  if (Array.isArray(operand)) return operand.reduce((mask, bit) => mask | (1n << bitPosition(bit)), 0n);
  const mask = bitsOf(operand);
  if (mask === undefined || (isNumeric(operand) && mask < 0n)) {
    throw badValue(`${name} takes an Array, a number, or a BinData but received: ${show(operand)}`);
  }
  return mask;
}

/** No document has more: behind its last bit a value is all alike. */
const MOST_BITS = 8 * MAX_DOCUMENT_BYTES;

function bitPosition(bit: unknown): bigint {
  const position = toNumber(bit) ?? -1;
  if (Number.isInteger(position) && position >= 0 && position < 2 ** 31)
    return BigInt(Math.min(position, MOST_BITS));
  throw badValue(`A bit position is an integer of 32 bits that is not negative, not ${show(bit)}`);
}

function bitsOf(value: unknown): bigint | undefined {
  if (value instanceof Binary) {
    const bytes = Buffer.from(value.buffer.subarray(0, value.position)).reverse();
    return BigInt(`0x${bytes.toString('hex') || '0'}`);
  }
  const number = isNumeric(value) ? toNumber(value) : undefined;
  return Number.isInteger(number) ? wholeOf(value) : undefined;
}
