import { Decimal128, Long } from 'bson';
import { Context } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import { isNumeric, show, toNumber } from './bson-document.ts';
import { MongoError, notSupported } from './errors.ts';
import { list, type Operator } from './operator-arguments.ts';

type Theirs = (obj: object, expr: unknown, options: unknown) => unknown;

/** What mingo does as MongoDB does it once numbers are plain, with MongoDB's codes for arguments of a wrong type. */
const OPERATORS: Record<string, { code: number; count?: [least: number, most: number] }> = {
  $concat: { code: 16702 },
  $concatArrays: { code: 28664 },
  $arrayElemAt: { code: 28689, count: [2, 2] },
  $reverseArray: { code: 34435, count: [1, 1] },
  $objectToArray: { code: 40390, count: [1, 1] },
  $exp: { code: 28765, count: [1, 1] },
  $sqrt: { code: 28714, count: [1, 1] },
  $ln: { code: 28766, count: [1, 1] },
  $log10: { code: 28761, count: [1, 1] },
  $pow: { code: 28762, count: [2, 2] },
};

const theirs = expressions as unknown as Record<string, Theirs>;
const OPTIONS = {
  context: Context.init({ expression: { $literal: expressions.$literal } } as never),
  failOnError: true,
  useStrictMode: true,
};

/** mingo computes with JavaScript's numbers only, and would take others for objects. */
function plain(value: unknown, name: string): unknown {
  if (!isNumeric(value)) return value;
  const number = toNumber(value);
  if (value instanceof Decimal128 || (value instanceof Long && !Number.isSafeInteger(number)))
    throw notSupported(`does not compute ${name} of ${show(value)}`);
  return number;
}

/** What a JavaScript number does not hold is refused: `$ln` of 0, or the digits of 3 to the 40th. */
function held(result: unknown, code: number, name: string): unknown {
  const isExact = Number.isFinite(result) && (!Number.isInteger(result) || Number.isSafeInteger(result));
  if (typeof result !== 'number' || isExact) return result;
  throw new MongoError(code, `The built-in database cannot compute this ${name}`);
}

function adapted([name, { code, count }]: [string, (typeof OPERATORS)[string]]): [string, Operator] {
  const compute = (values: unknown[]) => {
    const given = values.map((value) => ({ $literal: plain(value, name) }));
    try {
      return held(theirs[name]?.({}, count?.[1] === 1 ? given[0] : given, OPTIONS), code, name);
    } catch (error) {
      if (error instanceof MongoError) throw error;
      throw new MongoError(code, error instanceof Error ? error.message : String(error));
    }
  };
  return [name, list(compute, count)];
}

export const mingoOperators: Record<string, Operator> = Object.fromEntries(
  Object.entries(OPERATORS).map(adapted),
);
