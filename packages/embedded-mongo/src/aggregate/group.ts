import { MongoError, notSupported } from '../errors.ts';
import { ABSENT_OPERATORS } from '../expression/absent-operators.ts';
import { ACCUMULATORS, type Fold } from '../expression/accumulators.ts';
import { expression } from '../expression/expression.ts';
import { type Doc, isDoc, isOperatorDoc } from '../values/bson-document.ts';
import { compareValues, orderedKey } from '../values/value-order.ts';
import { type StageContext, type Stream, sorted } from './stages.ts';

type Evaluate = (doc: Doc) => unknown;

/** What a field of a group takes from each document, and what it makes of all that. */
interface Accumulation {
  evaluate: Evaluate;
  fold: Fold;
}

/** An accumulator and its expression, such as `{ $sum: '$n' }`. */
function accumulation(name: string, spec: unknown, variables: Doc): Accumulation {
  const [operator = '', ...others] = isDoc(spec) ? Object.keys(spec) : [];
  if (!isDoc(spec) || !operator.startsWith('$'))
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (others.length > 0) throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const fold = ACCUMULATORS[operator];
  if (fold) return { evaluate: expression(spec[operator], variables), fold };
  if (ABSENT_OPERATORS.has(operator)) throw notSupported(`has no accumulator ${operator}`);
  throw new MongoError(15952, `unknown group operator '${operator}'`);
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
