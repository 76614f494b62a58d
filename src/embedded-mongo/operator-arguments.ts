import { isDoc } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { isOperatorDoc } from './value-tests.ts';

const names = (text: string) => text.split(' ').map((name) => `$${name}`);

const DATE_PARTS =
  'year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek';

/** MongoDB takes `[x]` for `x` where an operator has one argument; mingo does so for some only. */
const ONE_ARGUMENT = new Set(
  names(
    `abs ceil floor sqrt exp ln log10 size first last reverseArray toUpper toLower strLenCP strLenBytes toString toInt toLong toDouble toDecimal toBool toDate toObjectId isNumber not type objectToArray arrayToObject ${DATE_PARTS} bitNot`,
  ),
);

/** The named arguments of operators and stages, and MongoDB's codes for an unknown and for a missing one (`!`). */
const NAMED: [operators: string, unknown: number, missing: number, names: string][] = [
  ['dateToString', 18534, 18628, 'date! format timezone onNull'],
  ['dateFromString', 40541, 40542, 'dateString! format timezone onError onNull'],
  ['dateToParts', 40520, 40522, 'date! timezone iso8601'],
  [
    'dateFromParts',
    40518,
    40516,
    'year month day hour minute second millisecond isoWeekYear isoWeek isoDayOfWeek timezone',
  ],
  [DATE_PARTS, 40535, 40539, 'date timezone'],
  ['dateTrunc', 5439008, 5439009, 'date! unit! binSize timezone startOfWeek'],
  ['dateAdd dateSubtract', 5166401, 5166402, 'startDate! unit! amount! timezone'],
  ['dateDiff', 5166302, 5166303, 'startDate! endDate! unit! timezone startOfWeek'],
  ['cond', 17083, 17080, 'if! then! else!'],
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
  ['convert', 9, 9, 'input! to! onError onNull'],
  ['unwind', 28811, 28812, 'path includeArrayIndex preserveNullAndEmptyArrays'],
  ['sample', 28748, 28749, 'size!'],
  ['replaceRoot', 40415, 40414, 'newRoot!'],
  ['bucket', 40197, 40198, 'groupBy! boundaries! default output'],
  ['bucketAuto', 40245, 40246, 'groupBy! buckets! output'],
  ['setWindowFields', 40415, 40414, 'partitionBy sortBy output!'],
  ['lookup', 9, 9, 'from localField foreignField let pipeline as!'],
  ['unionWith', 40415, 40414, 'coll pipeline'],
  ['out', 40415, 40414, 'db coll'],
  ['merge', 40415, 40414, 'into on let whenMatched whenNotMatched'],
  ['collStats', 40415, 40414, 'count storageStats'],
];

const ARGUMENTS = new Map(
  NAMED.flatMap(([operators, unknown, missing, text]) => {
    const known = text.split(' ').map((name) => name.replace('!', ''));
    const required = known.filter((_, i) => text.split(' ')[i]?.endsWith('!'));
    return names(operators).map((name) => [name, { unknown, missing, known, required }] as const);
  }),
);

/** Checks what an operator or a stage is given, and unwraps a single argument. */
export function checkedArguments(operator: string, operand: unknown): unknown {
  const count = Array.isArray(operand) ? operand.length : 1;
  if (ONE_ARGUMENT.has(operator) && count !== 1)
    throw new MongoError(16020, `Expression ${operator} takes exactly 1 arguments. ${count} were passed in.`);
  const isList = operator === '$cond' && Array.isArray(operand);
  if (!isList) checkNames(operator, operand);
  return ONE_ARGUMENT.has(operator) ? [operand].flat()[0] : operand;
}

function checkNames(operator: string, operand: unknown): void {
  const { required = [], known = [], missing = 9, unknown = 9 } = ARGUMENTS.get(operator) ?? {};
  if (known.length === 0 || (required.length === 0 && (!isDoc(operand) || isOperatorDoc(operand)))) return;
  const given = isDoc(operand) ? Object.keys(operand) : [];
  const absent = required.find((name) => !given.includes(name));
  if (absent !== undefined) throw new MongoError(missing, `Missing '${absent}' parameter to ${operator}`);
  const other = given.find((name) => !known.includes(name));
  if (other !== undefined) throw new MongoError(unknown, `Unrecognized argument to ${operator}: ${other}`);
}
