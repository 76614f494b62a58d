import { BSONRegExp } from 'bson';
import { badValue, failedToParse, notSupported } from '../errors.ts';
import { expression } from '../expression/expression.ts';
import { type Doc, isDoc, isOperatorDoc, toNumber, truthy, typeTest } from '../values/bson-document.ts';
import { splitPath, valuesAt } from '../values/path.ts';
import { among, bits, compares, equals, exactly, modulo, regexTest, type Test } from './value-tests.ts';

export type Match = (doc: Doc) => boolean;

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
  if ('$options' in condition && !('$regex' in condition)) throw badValue('$options needs a $regex');
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

function typed(operand: unknown): ValuesTest {
  const types = Array.isArray(operand) ? operand : [operand];
  if (types.length === 0) throw failedToParse('$type must match at least one type');
  const tests = types.map((type) => {
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
  const isElemMatch = (item: unknown): item is Doc => isDoc(item) && '$elemMatch' in item;
  if (operand.some(isElemMatch) && !operand.every(isElemMatch)) throw badValue('no $ expressions in $all');
  const tests = operand.map((item) => {
    if (isElemMatch(item)) return elemMatch(item.$elemMatch);
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
  // An array inside an array is to it like a document with numbers for names.
  return (value) =>
    Array.isArray(value) ? match(Object.fromEntries(value.entries())) : isDoc(value) && match(value);
}
