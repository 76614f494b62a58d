import { MongoError } from '../errors.ts';
import { ACCUMULATORS, type Fold } from '../expression/accumulators.ts';
import { expression } from '../expression/expression.ts';
import { type Doc, isDoc, isOperatorDoc, toNumber } from '../values/bson-document.ts';
import { sortKey } from '../values/sort-key.ts';
import { compareValues, orderedKey } from '../values/value-order.ts';
import { type StageContext, type Stream, sorted, streamOf } from './stages.ts';

type Evaluate = (doc: Doc) => unknown;

/** What a field of a group takes from each document, and what it makes of all that. */
export interface Accumulation {
  evaluate: Evaluate;
  fold: Fold;
}

/** An accumulator and its expression, such as `{ $sum: '$n' }`. */
export function accumulation(name: string, spec: unknown, variables: Doc): Accumulation {
  const [operator = '', ...others] = isDoc(spec) ? Object.keys(spec) : [];
  if (!isDoc(spec) || !operator.startsWith('$'))
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (others.length > 0) throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const operand = spec[operator];
  const fold = ACCUMULATORS[operator];
  if (fold) return { evaluate: expression(operand, variables), fold };
  if (CHOOSING.includes(operator) && isDoc(operand)) return choosing(operator, operand, variables);
  throw new MongoError(15952, `unknown group operator '${operator}'`);
}

const CHOOSING = ['$firstN', '$lastN', '$minN', '$maxN', '$top', '$topN', '$bottom', '$bottomN'];

/** These put values in some order, or leave them in theirs, and take a few from one end. */
function choosing(operator: string, operand: Doc, variables: Doc): Accumulation {
  const single = !operator.endsWith('N');
  const n = single ? 1 : toNumber(expression(operand.n, variables)({}));
  if (n === undefined || !Number.isInteger(n) || n < 1)
    throw new MongoError(5787908, "'n' must be a positive integer");
  const output = expression(operand.output ?? operand.input, variables);
  const byValue = operator === '$minN' || operator === '$maxN';
  const sort = byValue
    ? { value: operator === '$minN' ? 1 : -1 }
    : isDoc(operand.sortBy)
      ? operand.sortBy
      : {};
  const [keyOf, fromEnd] = [sortKey(sort), operator.startsWith('$bottom') || operator === '$lastN'];
  return {
    evaluate(doc) {
      const value = output(doc) ?? null;
      return byValue && value === null ? undefined : { value, key: keyOf(byValue ? { value } : doc) };
    },
    fold(rows) {
      const found = (rows.filter((row) => row !== undefined) as { value: unknown; key: Buffer }[])
        .sort((a, b) => Buffer.compare(a.key, b.key))
        .map(({ value }) => value);
      const chosen = fromEnd ? found.slice(-n) : found.slice(0, n);
      return single ? (chosen[0] ?? null) : chosen;
    },
  };
}

async function* groupedBy(input: Stream, idOf: Evaluate, output: unknown, variables: Doc): Stream {
  if (!isDoc(output)) throw new MongoError(40196, "The 'output' of buckets must be an object");
  const fields = Object.entries(output).map(([name, spec]) => {
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
    return { name, ...accumulation(name, spec, variables) };
  });
  const groups = new Map<string, { _id: unknown; columns: unknown[][] }>();
  for await (const doc of input) {
    const _id = idOf(doc) ?? null;
    const key = orderedKey(_id);
    const group = groups.get(key) ?? { _id, columns: fields.map(() => []) };
    groups.set(key, group);
    for (const [i, { evaluate }] of fields.entries()) group.columns[i]?.push(evaluate(doc));
  }
  for (const { _id, columns } of groups.values()) {
    const results = fields.map(({ name, fold }, i) => [name, fold(columns[i] ?? [])]);
    yield { _id, ...Object.fromEntries(results) };
  }
}

export function grouped(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  if (!isDoc(operand)) throw new MongoError(15947, "a group's fields must be specified in an object");
  const { _id, ...output } = operand;
  if (_id === undefined) throw new MongoError(15955, 'a group specification must include an _id');
  return groupedBy(input, expression(_id, variables), output, variables);
}

export function sortedByCount(input: Stream, operand: unknown, at: StageContext): Stream {
  if (!isOperatorDoc(operand) && !(typeof operand === 'string' && operand.startsWith('$')))
    throw new MongoError(
      40148,
      'the sortByCount field must be a $-prefixed path or an expression in an object',
    );
  return sorted(grouped(input, { _id: operand, count: COUNT }, at), { count: -1 });
}

const COUNT = { $sum: 1 };

/** Groups by the boundary below; a bucket without documents does not appear. */
export function bucketed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { groupBy, boundaries, default: otherwise, output = { count: COUNT } } = operand as Doc;
  const bounds = expression(boundaries, variables)({});
  if (!Array.isArray(bounds) || bounds.length < 2)
    throw new MongoError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  if (bounds.some((bound, i) => i > 0 && compareValues(bounds[i - 1], bound) >= 0))
    throw new MongoError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  const evaluate = expression(groupBy, variables);
  const bucketOf = (doc: Doc) => {
    const value = evaluate(doc);
    const above = bounds.findIndex((bound) => compareValues(value, bound) < 0);
    if (above < 1 && otherwise === undefined)
      throw new MongoError(40066, '$switch could not find a matching branch, and no default was specified.');
    return above < 1 ? otherwise : bounds[above - 1];
  };
  return sorted(groupedBy(input, bucketOf, output, variables), { _id: 1 });
}

/** Buckets of about the same size; equal values stay together. */
export async function* autoBucketed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { groupBy, buckets, output = { count: COUNT } } = operand as Doc;
  const most = toNumber(buckets);
  if (most === undefined || !Number.isInteger(most) || most < 1)
    throw new MongoError(40243, "The $bucketAuto 'buckets' field must be a positive integer");
  const evaluate = expression(groupBy, variables);
  const rows: { value: unknown; doc: Doc }[] = [];
  for await (const doc of input) rows.push({ value: evaluate(doc) ?? null, doc });
  rows.sort((a, b) => compareValues(a.value, b.value));
  const size = Math.max(1, Math.round(rows.length / most));
  const ids = new Map<Doc, Doc>();
  for (let [start, end, made] = [0, 0, 1]; start < rows.length; start = end, made++) {
    end = made === most ? rows.length : Math.min(start + size, rows.length);
    while (end < rows.length && compareValues(rows[end]?.value, rows[end - 1]?.value) === 0) end++;
    const id = { min: rows[start]?.value, max: (rows[end] ?? rows[end - 1])?.value };
    for (const { doc } of rows.slice(start, end)) ids.set(doc, id);
  }
  yield* groupedBy(streamOf(ids.keys()), (doc) => ids.get(doc), output, variables);
}
