import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { failedToParse, MongoError } from '../errors.ts';
import { isDouble, toBigInt } from '../values/arithmetic.ts';
import { isNil, isNumeric, show, toNumber, typeName } from '../values/bson-document.ts';
import { decimalParts } from '../values/number-order.ts';
import { dateFromString } from './date-text.ts';
import { checkedNames, type Operator, one } from './operator-arguments.ts';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const unconvertible = (value: unknown, type: string) =>
  new MongoError(241, `Failed to convert ${typeName(value)} ${show(value)} to ${type} with no onError value`);

function toBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toNumber(value) !== 0;
  if (typeof value === 'string' || value instanceof Date || value instanceof ObjectId) return true;
  throw unconvertible(value, 'bool');
}

/** Without what comes behind the point; undefined where there is no whole number in it. */
function integerIn(value: unknown): bigint | undefined {
  if (typeof value === 'string') return INTEGER.test(value) ? BigInt(value.replace('+', '')) : undefined;
  if (typeof value === 'boolean') return BigInt(value);
  if (value instanceof Decimal128) {
    const parts = decimalParts(value.toString());
    if (!parts) return undefined;
    const power = 10n ** BigInt(Math.abs(parts.exponent));
    const digits = parts.exponent < 0 ? parts.digits / power : parts.digits * power;
    return parts.negative ? -digits : digits;
  }
  return isNumeric(value) && Number.isFinite(toNumber(value)) ? toBigInt(value) : undefined;
}

function toInt(value: unknown): Int32 {
  const integer = integerIn(value);
  if (integer !== undefined && BigInt.asIntN(32, integer) === integer) return new Int32(Number(integer));
  throw unconvertible(value, 'int');
}

function toLong(value: unknown): Long {
  const integer = integerIn(value instanceof Date ? value.getTime() : value);
  if (integer !== undefined && BigInt.asIntN(64, integer) === integer) return Long.fromBigInt(integer);
  throw unconvertible(value, 'long');
}

function toDouble(value: unknown): Double {
  if (typeof value === 'string' && !NUMBER.test(value)) throw unconvertible(value, 'double');
  const isPlain = typeof value === 'string' || typeof value === 'boolean' || value instanceof Date;
  const number = isPlain ? Number(value) : toNumber(value);
  const isTooGreat = !Number.isFinite(number) && !/Infinity|NaN/.test(String(value));
  if (number === undefined || isTooGreat) throw unconvertible(value, 'double');
  return new Double(number);
}

function toDecimal(value: unknown): Decimal128 {
  if (value instanceof Decimal128) return value;
  const number = typeof value === 'boolean' || value instanceof Date ? Number(value) : value;
  const isText = typeof value === 'string' && NUMBER.test(value);
  if (!isText && !isNumeric(number)) throw unconvertible(value, 'decimal');
  // MongoDB takes 15 digits of a double.
  const isRounded = isDouble(number) && Number.isFinite(toNumber(number));
  return Decimal128.fromString(isRounded ? (toNumber(number) ?? 0).toPrecision(15) : String(number));
}

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || isNumeric(value)) return String(value);
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  throw unconvertible(value, 'string');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return new ObjectId(value);
  throw unconvertible(value, 'objectId');
}

function toDate(value: unknown): unknown {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') return dateFromString({ dateString: value });
  const ms = toNumber(value);
  if (ms === undefined || Number.isNaN(ms)) throw unconvertible(value, 'date');
  return new Date(ms);
}

const CONVERSIONS: Record<string, (value: unknown) => unknown> = {
  $toBool: toBool,
  $toInt: toInt,
  $toLong: toLong,
  $toDouble: toDouble,
  $toDecimal: toDecimal,
  $toString: toText,
  $toObjectId: toObjectId,
  $toDate: toDate,
};

function conversionTo(type: unknown): (value: unknown) => unknown {
  const name = typeof type === 'string' ? `$to${type[0]?.toUpperCase()}${type.slice(1)}` : '';
  const found = Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined;
  if (found) return found;
  throw failedToParse(`The built-in database converts to types by their names, and not to ${show(type)}`);
}

const convert: Operator = (operand, compile, name) => {
  const spec = checkedNames(name, operand);
  const [input, to, onNull] = [compile(spec.input), compile(spec.to), compile(spec.onNull ?? null)];
  const onError = 'onError' in spec ? compile(spec.onError) : undefined;
  return (scope) => {
    const value = input(scope);
    if (isNil(value)) return onNull(scope);
    const type = to(scope);
    if (isNil(type)) return null;
    const conversion = conversionTo(type);
    try {
      return conversion(value);
    } catch (error) {
      if (onError === undefined) throw error;
      return onError(scope);
    }
  };
};

export const conversions: Record<string, Operator> = {
  ...Object.fromEntries(
    Object.entries(CONVERSIONS).map(([name, run]) => [
      name,
      one((value) => (isNil(value) ? null : run(value))),
    ]),
  ),
  $convert: convert,
};
