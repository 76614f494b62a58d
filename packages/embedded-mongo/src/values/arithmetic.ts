import { Decimal128, Double, Int32, Long } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, show, toNumber } from './bson-document.ts';
import { type DecimalParts, decimalParts } from './number-order.ts';

const INT64_LIMIT = 2n ** 63n;
const DECIMAL_DIGITS = 34;
const DIVISION_DIGITS = 40;

type Operation = 'add' | 'multiply';

/** Adds or multiplies two BSON numbers; the result has the wider type, as in MongoDB: int, long, double, decimal. */
export function calculate(operation: Operation, a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalResult(operation, a, b);
  const [left, right] = [toNumber(a) ?? 0, toNumber(b) ?? 0];
  const rounded = operation === 'add' ? left + right : left * right;
  if (isDouble(a) || isDouble(b)) return new Double(rounded);
  if (Number.isSafeInteger(rounded) && !(a instanceof Long) && !(b instanceof Long)) {
    return Math.abs(rounded) < 2 ** 31 ? new Int32(rounded) : Long.fromNumber(rounded);
  }
  const exact = operation === 'add' ? toBigInt(a) + toBigInt(b) : toBigInt(a) * toBigInt(b);
  if (exact >= INT64_LIMIT || exact < -INT64_LIMIT) {
    throw new MongoError(
      2,
      `Failed to ${operation} ${show(a)} and ${show(b)}: the result does not fit in a 64-bit integer`,
    );
  }
  return Long.fromBigInt(exact);
}

export const isDouble = (value: unknown) =>
  value instanceof Double || (typeof value === 'number' && !Number.isInteger(value));

export function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return value instanceof Long ? value.toBigInt() : BigInt(Math.trunc(toNumber(value) ?? 0));
}

function decimalResult(operation: Operation, a: unknown, b: unknown): Decimal128 {
  const [x, y] = [finiteParts(a), finiteParts(b)];
  if (!x || !y) {
    const [left, right] = [toNumber(a) ?? 0, toNumber(b) ?? 0];
    return Decimal128.fromString(String(operation === 'add' ? left + right : left * right));
  }
  const [m, n] = [signed(x), signed(y)];
  if (operation === 'multiply') return toDecimal(m * n, x.exponent + y.exponent);
  const exponent = Math.min(x.exponent, y.exponent);
  return toDecimal(
    m * 10n ** BigInt(x.exponent - exponent) + n * 10n ** BigInt(y.exponent - exponent),
    exponent,
  );
}

function finiteParts(value: unknown): DecimalParts | undefined {
  // A double reaches decimal arithmetic with 15 significant digits, which is MongoDB's own rounding.
  if (isDouble(value)) return decimalParts(Number((toNumber(value) ?? 0).toPrecision(15)).toString());
  return decimalParts(isNumeric(value) ? value.toString() : '0');
}

const signed = ({ negative, digits }: DecimalParts) => (negative ? -digits : digits);

function toDecimal(digits: bigint, exponent: number): Decimal128 {
  const excess = digits.toString().replace('-', '').length - DECIMAL_DIGITS;
  if (excess <= 0) return Decimal128.fromString(`${digits}E${exponent}`);
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

export function divide(dividend: unknown, divisor: unknown): unknown {
  const isDecimal = dividend instanceof Decimal128 || divisor instanceof Decimal128;
  const quotient = (toNumber(dividend) ?? 0) / (toNumber(divisor) ?? 0);
  if (!isDecimal) return new Double(quotient);
  const [x, y] = [finiteParts(dividend), finiteParts(divisor)];
  if (!x || !y) return Decimal128.fromString(String(quotient));
  const power = DIVISION_DIGITS + y.digits.toString().length;
  const scaled = signed(x) * 10n ** BigInt(power);
  const exact = scaled / signed(y);
  // A digit for what is left keeps a half from being rounded as an exact one.
  const digits = exact * 10n + (exact * signed(y) === scaled ? 0n : exact < 0n ? -1n : 1n);
  const [text, exponent] = [digits.toString(), x.exponent - y.exponent - power - 1];
  const trimmed = text.replace(new RegExp(`0{1,${power + 1}}$`), '');
  return toDecimal(BigInt(trimmed || '0'), exponent + (text.length - trimmed.length));
}
