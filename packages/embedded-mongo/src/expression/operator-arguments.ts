import { MongoError } from '../errors.ts';
import {
  type Doc,
  isDoc,
  isNumeric,
  isOperatorDoc,
  show,
  toNumber,
  typeName,
} from '../values/bson-document.ts';

const names = (text: string) => text.split(' ').map((name) => `$${name}`);

const DATE_PARTS =
  'year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek';

/** MongoDB's codes for what is no object, for an unknown argument, and for those that are missing, one or each. */
type Codes = [noObject: number, unknown: number, ...missing: number[]];

/** The named arguments of operators and stages; those with `!` must be there. */
const NAMED: [operators: string, names: string, ...codes: Codes][] = [
  ['dateToString', 'date! format timezone onNull', 18629, 18534, 18628],
  ['dateFromString', 'dateString! format timezone onError onNull', 40540, 40541, 40542],
  [DATE_PARTS, 'date! timezone', 40535, 40535, 40539],
  ['dateTrunc', 'date! unit! binSize timezone startOfWeek', 5439007, 5439008, 5439009],
  ['dateAdd dateSubtract', 'startDate! unit! amount! timezone', 5166400, 5166401, 5166402],
  ['dateDiff', 'startDate! endDate! unit! timezone startOfWeek', 5166301, 5166302, 5166303],
  ['cond', 'if! then! else!', 16020, 17083, 17080, 17081, 17082],
  ['switch', 'branches! default', 40060, 40067, 40068],
  ['let', 'vars! in!', 16874, 16875, 16876, 16877],
  ['map', 'input! as in!', 16878, 16879, 16880, 16882],
  ['filter', 'input! as cond! limit', 28646, 28647, 28648, 28650],
  ['reduce', 'input! initialValue! in!', 40075, 40076, 40077, 40078, 40079],
  ['zip', 'inputs! useLongestLength defaults', 34460, 34464, 34465],
  ['trim ltrim rtrim', 'input! chars', 50696, 50694, 50695],
  ['regexMatch regexFind regexFindAll', 'input! regex! options', 51103, 31024, 31022, 31023],
  ['replaceOne replaceAll', 'input! find! replacement!', 51751, 51750, 51749, 51748, 51747],
  ['sortArray', 'input! sortBy!', 2942500, 2942501, 2942502, 2942503],
  ['getField', 'field! input', 3041701, 3041701, 3041702],
  ['convert', 'input! to! onError onNull', 9, 9, 9],
  ['unwind', 'path includeArrayIndex preserveNullAndEmptyArrays', 15981, 28811, 28812],
  ['sample', 'size!', 28745, 28748, 28749],
  ['replaceRoot', 'newRoot!', 40229, 40415, 40414],
  ['bucket', 'groupBy! boundaries! default output', 40201, 40197, 40198],
  ['lookup', 'from localField foreignField let pipeline as!', 9, 9, 9],
  ['unionWith', 'coll pipeline', 9, 40415, 40414],
  ['collStats', 'count storageStats', 5447000, 40415, 40414],
];

interface Arguments {
  known: string[];
  required: string[];
  codes: Codes;
}

const ARGUMENTS = new Map<string, Arguments>(
  NAMED.flatMap(([operators, text, ...codes]) => {
    const known = text.split(' ').map((name) => name.replace('!', ''));
    const required = known.filter((name) => text.split(' ').includes(`${name}!`));
    return names(operators).map((name): [string, Arguments] => [name, { known, required, codes }]);
  }),
);

/** What an expression is worth with the variables of a scope, the document among them. */
export type Run = (scope: Doc) => unknown;

/** Compiles an argument, which may use the variables that its operator binds. */
export type Compile = (spec: unknown, bound?: string[]) => Run;

export type Operator = (operand: unknown, compile: Compile, name: string) => Run;

/** MongoDB takes `[x]` for `x` where an operator has one argument. */
export function onlyArgument(operand: unknown, name: string): unknown {
  const given = Array.isArray(operand) ? operand : [operand];
  if (given.length === 1) return given[0];
  throw new MongoError(
    16020,
    `Expression ${name} takes exactly 1 arguments. ${given.length} were passed in.`,
  );
}

export const one = (compute: (value: unknown, name: string) => unknown): Operator => {
  return (operand, compile, name) => {
    const run = compile(onlyArgument(operand, name));
    return (scope) => compute(run(scope), name);
  };
};

export const list = (
  compute: (values: unknown[], name: string) => unknown,
  [least, most]: [least: number, most: number] = [0, Number.POSITIVE_INFINITY],
): Operator => {
  return (operand, compile, name) => {
    const runs = (Array.isArray(operand) ? operand : [operand]).map((spec) => compile(spec));
    if (runs.length < least || runs.length > most)
      throw new MongoError(
        least === most ? 16020 : 28667,
        `Expression ${name} takes ${least} to ${most} arguments. ${runs.length} were passed in.`,
      );
    return (scope) =>
      compute(
        runs.map((run) => run(scope)),
        name,
      );
  };
};

export const named = (compute: (given: Doc, name: string) => unknown): Operator => {
  return (operand, compile, name) => {
    const runs = Object.entries(checkedNames(name, operand)).map(
      ([field, spec]) => [field, compile(spec)] as const,
    );
    return (scope) => compute(Object.fromEntries(runs.map(([field, run]) => [field, run(scope)])), name);
  };
};

export function wholeNumber(value: unknown, code: number, what: string): number {
  const number = toNumber(value);
  if (Number.isInteger(number)) return number as number;
  throw new MongoError(code, `${what} must evaluate to an integer, found ${show(value)}`);
}

/** A whole number of 32 bits, with a code for what is no number and one for any other. */
export function int32(value: unknown, [noNumber, noInt32]: [number, number], what: string): number {
  if (!isNumeric(value))
    throw new MongoError(noNumber, `${what} must be a numeric type (is BSON type ${typeName(value)})`);
  const number = toNumber(value);
  if (number !== undefined && (number | 0) === number) return number;
  throw new MongoError(noInt32, `${what} cannot be represented as a 32-bit integral value: ${show(value)}`);
}

export function checkedNames(name: string, operand: unknown): Doc {
  checkNames(name, operand);
  if (isDoc(operand)) return operand;
  throw noObject(name, operand);
}

function noObject(name: string, operand: unknown): MongoError {
  const [code = 9] = ARGUMENTS.get(name)?.codes ?? [];
  return new MongoError(code, `${name} only supports an object as its argument, found: ${typeName(operand)}`);
}

export function checkNames(name: string, operand: unknown): void {
  const expected = ARGUMENTS.get(name);
  if (!expected) return;
  const { required, known, codes } = expected;
  if (required.length === 0 && (!isDoc(operand) || isOperatorDoc(operand))) return;
  if (!isDoc(operand)) throw noObject(name, operand);
  const given = Object.keys(operand);
  const [, unknown, ...missing] = codes;
  const other = given.find((field) => !known.includes(field));
  if (other !== undefined) throw new MongoError(unknown, `Unrecognized argument to ${name}: ${other}`);
  const absent = required.findIndex((field) => !given.includes(field));
  if (absent < 0) return;
  const code = missing[absent] ?? missing[0] ?? 9;
  throw new MongoError(code, `Missing '${required[absent]}' parameter to ${name}`);
}
