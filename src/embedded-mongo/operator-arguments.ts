import { type Doc, isDoc } from './bson-document.ts';
import { failedToParse, MongoError } from './errors.ts';
import { isOperatorDoc } from './value-tests.ts';

const names = (text: string) => text.split(' ').map((name) => `$${name}`);

const DATE_PARTS =
  'year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek';

/** Stages that are nothing without their arguments. */
const IN_OBJECT = names('replaceRoot bucket bucketAuto setWindowFields lookup sample collStats');

/** MongoDB takes `[x]` for `x` where an operator has one argument; mingo does so for some only. */
const ONE_ARGUMENT = new Set(
  names(
    `abs ceil floor sqrt exp ln log10 size first last reverseArray toUpper toLower strLenCP strLenBytes toString toInt toLong toDouble toDecimal toBool toDate toObjectId isNumber not type objectToArray arrayToObject ${DATE_PARTS} bitNot`,
  ),
);

/** The named arguments of operators and stages, and MongoDB's code for any other. */
const NAMED: [operators: string, code: number, names: string][] = [
  ['dateToString', 18534, 'date format timezone onNull'],
  ['dateFromString', 40541, 'dateString format timezone onError onNull'],
  ['dateToParts', 40520, 'date timezone iso8601'],
  [
    'dateFromParts',
    40518,
    'year month day hour minute second millisecond isoWeekYear isoWeek isoDayOfWeek timezone',
  ],
  [DATE_PARTS, 40535, 'date timezone'],
  ['dateTrunc', 5439008, 'date unit binSize timezone startOfWeek'],
  ['dateAdd dateSubtract', 5166401, 'startDate unit amount timezone'],
  ['dateDiff', 5166302, 'startDate endDate unit timezone startOfWeek'],
  ['cond', 17083, 'if then else'],
  ['switch', 40067, 'branches default'],
  ['let', 16875, 'vars in'],
  ['map', 16879, 'input as in'],
  ['filter', 28647, 'input as cond limit'],
  ['reduce', 40076, 'input initialValue in'],
  ['zip', 34464, 'inputs useLongestLength defaults'],
  ['trim ltrim rtrim', 50694, 'input chars'],
  ['regexMatch regexFind regexFindAll', 31024, 'input regex options'],
  ['replaceOne replaceAll', 51750, 'input find replacement'],
  ['sortArray', 2942503, 'input sortBy'],
  ['convert', 9, 'input to onError onNull'],
  ['unwind', 28811, 'path includeArrayIndex preserveNullAndEmptyArrays'],
  ['sample', 28748, 'size'],
  ['replaceRoot', 40415, 'newRoot'],
  ['bucket', 40197, 'groupBy boundaries default output'],
  ['bucketAuto', 40245, 'groupBy buckets output'],
  ['setWindowFields', 40415, 'partitionBy sortBy output'],
  ['lookup', 9, 'from localField foreignField let pipeline as'],
  ['unionWith', 40415, 'coll pipeline'],
  ['out', 40415, 'db coll'],
  ['merge', 40415, 'into on let whenMatched whenNotMatched'],
  ['collStats', 40415, 'count storageStats'],
];

const NAMED_BY_OPERATOR = new Map(
  NAMED.flatMap(([operators, code, known]) =>
    names(operators).map((name) => [name, { code, known: known.split(' ') }] as const),
  ),
);

/** Checks what an operator or a stage is given, and unwraps a single argument. */
export function checkedArguments(operator: string, operand: unknown): unknown {
  const count = Array.isArray(operand) ? operand.length : 1;
  if (ONE_ARGUMENT.has(operator) && count !== 1)
    throw new MongoError(16020, `Expression ${operator} takes exactly 1 arguments. ${count} were passed in.`);
  if (isDoc(operand) && !isOperatorDoc(operand)) checkNames(operator, operand);
  else if (IN_OBJECT.includes(operator) && !isDoc(operand))
    throw failedToParse(`the ${operator} specification must be an object`);
  return ONE_ARGUMENT.has(operator) ? [operand].flat()[0] : operand;
}

function checkNames(operator: string, operand: Doc): void {
  const named = NAMED_BY_OPERATOR.get(operator);
  const unknown = named && Object.keys(operand).find((name) => !named.known.includes(name));
  if (named && unknown !== undefined)
    throw new MongoError(named.code, `Unrecognized argument to ${operator}: ${unknown}`);
  const { branches } = operand;
  if (operator === '$switch' && !(Array.isArray(branches) && branches.length > 0))
    throw new MongoError(40068, '$switch requires at least one branch');
}
