import { Binary, BSONRegExp, Long } from 'bson';
import { type Doc, isDoc, isNumeric, show, toNumber, truthy, typeTest } from './bson-document.ts';
import { badValue, failedToParse, notSupported } from './errors.ts';
import { expression } from './expression.ts';
import { splitPath, valuesAt } from './path.ts';
import { toRegExp } from './regex.ts';
import { compareValues, orderedKey, RANK, rankOf } from './value-order.ts';

export type Match = (doc: Doc) => boolean;
type Test = (value: unknown) => boolean;

/** Compiles a query filter. The documents it tests are those that `decode` makes. */
export function matcher(filter: Doc, variables: Doc = {}): Match {
  const tests = Object.entries(filter).map(([name, condition]) => clause(name, condition, variables));
  if (tests.length === 1) return tests[0] as Match;
  return (doc) => tests.every((test) => test(doc));
}

function clause(name: string, condition: unknown, variables: Doc): Match {
  if (!name.startsWith('$')) return fieldMatcher(name, condition);
  switch (name) {
    case '$and': {
      const parts = branches(name, condition, variables);
      return (doc) => parts.every((match) => match(doc));
    }
    case '$or': {
      const parts = branches(name, condition, variables);
      return (doc) => parts.some((match) => match(doc));
    }
    case '$nor': {
      const parts = branches(name, condition, variables);
      return (doc) => !parts.some((match) => match(doc));
    }
    case '$expr': {
      const evaluate = expression(condition, variables);
      return (doc) => truthy(evaluate(doc));
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw notSupported(`does not offer ${name}`);
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, condition: unknown, variables: Doc): Match[] {
  if (!Array.isArray(condition)) throw badValue(`${name} must be an array`);
  if (condition.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return condition.map((part) => {
    if (!isDoc(part)) throw badValue('$or/$and/$nor entries need to be full objects');
    return matcher(part, variables);
  });
}

export const isOperatorDoc = (value: unknown): value is Doc =>
  isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false) && !('$ref' in value && '$id' in value);

function fieldMatcher(path: string, condition: unknown): Match {
  const parts = splitPath(path);
  const test =
    condition instanceof RegExp || condition instanceof BSONRegExp
      ? leaf(equals(condition))
      : isOperatorDoc(condition)
        ? operatorTest(condition)
        : leaf(equals(condition));
  if (parts.length === 1) return (doc) => test([Object.hasOwn(doc, path) ? doc[path] : undefined]);
  return (doc) => test(valuesAt(doc, parts));
}

type ValuesTest = (values: unknown[]) => boolean;

/** Most operators hold when a value, or an element of a value that is an array, passes. */
function leaf(test: Test): ValuesTest {
  return (values) => values.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
}

const whole =
  (test: Test): ValuesTest =>
  (values) =>
    values.some(test);
const not =
  (test: ValuesTest): ValuesTest =>
  (values) =>
    !test(values);

function operatorTest(condition: Doc): ValuesTest {
  const tests = Object.entries(condition)
    .filter(([name]) => name !== '$options')
    .map(([name, operand]) => operator(name, operand, condition));
  return tests.length === 1 ? (tests[0] as ValuesTest) : (values) => tests.every((test) => test(values));
}

function operator(name: string, operand: unknown, siblings: Doc): ValuesTest {
  switch (name) {
    case '$eq':
      return leaf(exactly(operand));
    case '$ne':
      if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
      return not(leaf(exactly(operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return leaf(compares(name, operand));
    case '$in':
      return leaf(among(name, operand));
    case '$nin':
      return not(leaf(among(name, operand)));
    case '$exists':
      return truthy(operand)
        ? whole((value) => value !== undefined)
        : not(whole((value) => value !== undefined));
    case '$type':
      return typed(operand);
    case '$not':
      return negated(operand);
    case '$regex':
      return leaf(regexTest(operand, siblings.$options));
    case '$mod':
      return leaf(modulo(operand));
    case '$size':
      return sized(operand);
    case '$all':
      return all(operand);
    case '$elemMatch':
      return elemMatch(operand);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return leaf(bits(name, operand));
    case '$near':
    case '$nearSphere':
    case '$geoWithin':
    case '$geoIntersects':
      throw notSupported(`has no geospatial queries (${name})`);
    default:
      throw badValue(`unknown operator: ${name}`);
  }
}

/** Plain equality, where a regular expression means a match. */
function equals(operand: unknown): Test {
  if (operand instanceof BSONRegExp || operand instanceof RegExp) return regexTest(operand);
  return exactly(operand);
}

function exactly(operand: unknown): Test {
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

function compares(name: string, operand: unknown): Test {
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

function among(name: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`);
  if (operand.some(isOperatorDoc)) throw badValue(`cannot nest $ under ${name}`);
  const patterns = operand.filter((item) => item instanceof BSONRegExp).map((item) => regexTest(item));
  const keys = new Set(operand.map(orderedKey));
  return (value) => keys.has(orderedKey(value)) || patterns.some((test) => test(value));
}

function typed(operand: unknown): ValuesTest {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((type) => {
    const test = typeTest(type);
    if (!test) throw badValue(`Unknown type name alias: ${type}`);
    return test;
  });
  return leaf((value) => tests.some((test) => test(value)));
}

function negated(operand: unknown): ValuesTest {
  if (operand instanceof BSONRegExp || operand instanceof RegExp) return not(leaf(equals(operand)));
  if (!isOperatorDoc(operand)) throw badValue('$not needs a regex or a document');
  return not(operatorTest(operand));
}

function regexTest(pattern: unknown, options?: unknown): Test {
  const regex = toRegExp(pattern, options);
  const key = orderedKey(pattern);
  return (value) =>
    typeof value === 'string' ? regex.test(value) : rankOf(value) === RANK.regex && orderedKey(value) === key;
}

function modulo(operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = operand.map((item) => Math.trunc(toNumber(item) ?? Number.NaN));
  if (divisor === undefined || Number.isNaN(divisor)) throw badValue('malformed mod, divisor not a number');
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return (value) => isNumeric(value) && Math.trunc(toNumber(value) ?? 0) % divisor === remainder;
}

function sized(operand: unknown): ValuesTest {
  const size = toNumber(operand);
  if (size === undefined) throw failedToParse('Failed to parse $size. Expected a number in: $size');
  if (!Number.isInteger(size)) throw failedToParse('Failed to parse $size. Expected an integer: $size');
  if (size < 0) throw failedToParse('Failed to parse $size. Expected a non-negative number in: $size');
  return whole((value) => Array.isArray(value) && value.length === size);
}

function all(operand: unknown): ValuesTest {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return () => false;
  const tests = operand.map((item) => {
    if (isDoc(item) && '$elemMatch' in item) return elemMatch(item.$elemMatch);
    if (isOperatorDoc(item)) throw badValue('no $ expressions in $all');
    return leaf(equals(item));
  });
  return (values) => tests.every((test) => test(values));
}

function elemMatch(operand: unknown): ValuesTest {
  const test = elementTest(operand);
  return whole((value) => Array.isArray(value) && value.some(test));
}

/** The test of one element, for `$elemMatch`, `$pull` and projections. */
export function elementTest(operand: unknown): Test {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(operand)[0] ?? '';
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr', '$comment'].includes(first)) {
    const test = operatorTest(operand);
    return (value) => test([value]);
  }
  const match = matcher(operand);
  return (value) => (isDoc(value) || Array.isArray(value)) && match(value as Doc);
}

function bits(name: string, operand: unknown): Test {
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
  if (Array.isArray(operand))
    return operand.reduce((mask, bit) => mask | (1n << BigInt(toNumber(bit) ?? 0)), 0n);
  const mask = bitsOf(operand);
  if (mask === undefined || (isNumeric(operand) && mask < 0n)) {
    throw badValue(`${name} takes an Array, a number, or a BinData but received: ${show(operand)}`);
  }
  return mask;
}

function bitsOf(value: unknown): bigint | undefined {
  if (value instanceof Binary) {
    const bytes = Buffer.from(value.buffer.subarray(0, value.position)).reverse();
    return BigInt(`0x${bytes.toString('hex') || '0'}`);
  }
  if (value instanceof Long) return value.toBigInt();
  const number = isNumeric(value) ? toNumber(value) : undefined;
  return Number.isInteger(number) ? BigInt(number as number) : undefined;
}
