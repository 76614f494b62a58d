import type { Doc } from './bson-document.ts';
import { MongoError } from './errors.ts';

/** MongoDB takes `[x]` for `x` where an operator has one argument; mingo does so for some only. */
export const ONE_ARGUMENT = new Set(
  'abs ceil floor sqrt exp ln log10 trunc round size first last reverseArray sum avg min max stdDevPop stdDevSamp toUpper toLower strLenCP strLenBytes toString toInt toLong toDouble toDecimal toBool toDate isNumber type objectToArray arrayToObject mergeObjects year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek bitNot'
    .split(' ')
    .map((name) => `$${name}`),
);

/** These take several arguments too. */
const SEVERAL = [
  '$sum',
  '$avg',
  '$min',
  '$max',
  '$stdDevPop',
  '$stdDevSamp',
  '$mergeObjects',
  '$round',
  '$trunc',
];

export function checkArguments(operator: string, operand: unknown): void {
  const count = Array.isArray(operand) ? operand.length : 1;
  if (ONE_ARGUMENT.has(operator) && !SEVERAL.includes(operator) && count !== 1) {
    throw new MongoError(16020, `Expression ${operator} takes exactly 1 arguments. ${count} were passed in.`);
  }
  const branches = operator === '$switch' ? (operand as Doc | undefined)?.branches : undefined;
  if (operator === '$switch' && !(Array.isArray(branches) && branches.length > 0)) {
    throw new MongoError(40068, '$switch requires at least one branch');
  }
}
