import type { KeyWriter } from './key-writer.ts';

/** A decimal number as its digits and the power of ten of the last one. */
export interface DecimalParts {
  negative: boolean;
  digits: bigint;
  exponent: number;
}

export function decimalParts(text: string): DecimalParts | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  return {
    negative: sign === '-',
    digits: BigInt(whole + fraction),
    exponent: Number(exponent) - fraction.length,
  };
}

/**
 * A number is written as the greatest double that is not above it. Longs and decimals that no double can hold
 * follow with their exact digits, so that all number types interleave exactly.
 */
export function writeNumber(out: KeyWriter, nearest: number, exact: DecimalParts | undefined): void {
  const order = exact && exact.digits !== 0n ? compareExact(exact, nearest) : 0;
  if (!exact || order === 0) {
    writeDouble(out, nearest, 0);
    return;
  }
  writeDouble(out, order < 0 ? nextBelow(nearest) : nearest, 1);
  writeDigits(out, exact);
}

function writeDouble(out: KeyWriter, value: number, inexact: 0 | 1): void {
  const at = out.reserve(9);
  if (Number.isNaN(value)) out.bytes.fill(0, at, at + 8);
  else {
    out.bytes.writeDoubleBE(value === 0 ? 0 : value, at);
    const negative = value < 0;
    for (let i = at; i < at + 8; i++) {
      const byte = out.bytes[i] ?? 0;
      out.bytes[i] = negative ? ~byte & 0xff : i === at ? byte | 0x80 : byte;
    }
  }
  out.bytes[at + 8] = inexact;
}

function writeDigits(out: KeyWriter, { negative, digits, exponent }: DecimalParts): void {
  const text = digits.toString().replace(/0+$/, '');
  const start = out.length;
  const magnitude = exponent + digits.toString().length + 0x8000;
  out.byte(magnitude >> 8);
  out.byte(magnitude & 0xff);
  for (const digit of text) out.byte(1 + Number(digit));
  out.byte(0);
  if (negative) out.complementFrom(start);
}

/** Below zero, equal or above: the exact decimal against a double, without rounding. */
function compareExact(exact: DecimalParts, double: number): number {
  if (double === Number.POSITIVE_INFINITY) return -1;
  if (double === Number.NEGATIVE_INFINITY) return 1;
  const [mantissa, power] = doubleParts(double);
  let left = exact.negative ? -exact.digits : exact.digits;
  let right = mantissa;
  if (exact.exponent >= 0) left *= 10n ** BigInt(exact.exponent);
  else right *= 10n ** BigInt(-exact.exponent);
  if (power >= 0) right <<= BigInt(power);
  else left <<= BigInt(-power);
  return left < right ? -1 : left > right ? 1 : 0;
}

const view = new DataView(new ArrayBuffer(8));

function doubleParts(value: number): [mantissa: bigint, power: number] {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return [value < 0 ? -mantissa : mantissa, Math.max(biased, 1) - 1075];
}

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}
