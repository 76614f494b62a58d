import { MongoError } from '../errors.ts';
import { type Doc, isDoc, isOperatorDoc, show, toNumber } from '../values/bson-document.ts';

const names = (text: string) => text.split(' ').map((name) => `$${name}`);

const DATE_PARTS =
  'year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek';

/** The named arguments of operators and stages, and MongoDB's codes for an unknown and for missing ones (`!`). */
const NAMED: [operators: string, unknown: number, missing: number | number[], names: string][] = [
  ['dateToString', 18534, 18628, 'date! format timezone onNull'],
  ['dateFromString', 40541, 40542, 'dateString! format timezone onError onNull'],
  [DATE_PARTS, 40535, 40539, 'date! timezone'],
  ['dateTrunc', 5439008, 5439009, 'date! unit! binSize timezone startOfWeek'],
  ['dateAdd dateSubtract', 5166401, 5166402, 'startDate! unit! amount! timezone'],
  ['dateDiff', 5166302, 5166303, 'startDate! endDate! unit! timezone startOfWeek'],
  ['cond', 17083, [17080, 17081, 17082], 'if! then! else!'],
  ['switch', 40067, 40068, 'branches! default'],
  ['let', 16875, 16876, 'vars! in!'],
  ['map', 16879, 16880, 'input! as in!'],
  ['filter', 28647, 28648, 'input! as cond! limit'],
  ['reduce', 40076, 40077, 'input! initialValue! in!'],
  ['zip', 34464, 34465, 'inputs! useLongestLength defaults'],
  ['trim ltrim rtrim', 50694, 50695, 'input! chars'],
  ['regexMatch regexFind regexFindAll', 31024, 31022, 'input! regex! options'],
  ['replaceOne replaceAll', 51750, 51749, 'input! find! replacement!'],
  ['sortArray', 2942503, 2942502, 'input! sortBy!'],
  ['getField', 3041701, 3041702, 'field! input'],
  ['convert', 9, 9, 'input! to! onError onNull'],
  ['unwind', 28811, 28812, 'path includeArrayIndex preserveNullAndEmptyArrays'],
  ['sample', 28748, 28749, 'size!'],
  ['replaceRoot', 40415, 40414, 'newRoot!'],
  ['bucket', 40197, 40198, 'groupBy! boundaries! default output'],
  ['lookup', 9, 9, 'from localField foreignField let pipeline as!'],
  ['unionWith', 40415, 40414, 'coll pipeline'],
  ['collStats', 40415, 40414, 'count storageStats'],
];

const ARGUMENTS = new Map(
  NAMED.flatMap(([operators, unknown, missing, text]) => {
    const known = text.split(' ').map((name) => name.replace('!', ''));
    const required = known.filter((_, i) => text.split(' ')[i]?.endsWith('!'));
    return names(operators).map((name) => [name, { unknown, missing, known, required }] as const);
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

export function checkedNames(name: string, operand: unknown): Doc {
  checkNames(name, operand);
  if (isDoc(operand)) return operand;
  throw new MongoError(9, `${name} takes an object with named arguments`);
}

export function checkNames(name: string, operand: unknown): void {
  const { required = [], known = [], missing = 9, unknown = 9 } = ARGUMENTS.get(name) ?? {};
  if (known.length === 0 || (required.length === 0 && (!isDoc(operand) || isOperatorDoc(operand)))) return;
  const given = isDoc(operand) ? Object.keys(operand) : [];
  const absent = required.findIndex((field) => !given.includes(field));
  const [first = 9, ...codes] = [missing].flat();
  if (absent >= 0)
    throw new MongoError(codes[absent - 1] ?? first, `Missing '${required[absent]}' parameter to ${name}`);
  const other = given.find((field) => !known.includes(field));
  if (other !== undefined) throw new MongoError(unknown, `Unrecognized argument to ${name}: ${other}`);
}
