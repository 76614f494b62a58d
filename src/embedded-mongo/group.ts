import { ACCUMULATORS, type Accumulator, listed } from './accumulators.ts';
import { type Doc, isDoc, toNumber } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { expression } from './expression.ts';
import { sortKey } from './sort-key.ts';
import { type StageContext, type Stream, sorted } from './stages.ts';
import { compareValues, orderedKey } from './value-order.ts';

type Evaluate = (doc: Doc) => unknown;

/** What one field of a group takes from each document, and what it makes of that. */
export interface Accumulation {
  evaluate: Evaluate;
  make: () => Accumulator;
}

type Choice = (values: unknown[], n: number) => unknown[];

const ascending = (values: unknown[]) =>
  values.filter((value) => value !== undefined && value !== null).sort(compareValues);

const FIRST_OF_INPUT: Record<string, Choice> = {
  $firstN: (values, n) => values.slice(0, n),
  $lastN: (values, n) => values.slice(-n),
  $minN: (values, n) => ascending(values).slice(0, n),
  $maxN: (values, n) => ascending(values).reverse().slice(0, n),
};

const FIRST_OF_SORTED: Record<string, Choice> = {
  $top: ([first]) => [first],
  $topN: (values, n) => values.slice(0, n),
  $bottom: (values) => values.slice(-1),
  $bottomN: (values, n) => values.slice(-n),
};

/** An accumulator and its expression, such as `{ $sum: '$n' }`. */
export function accumulation(name: string, spec: unknown, variables: Doc): Accumulation {
  const [operator = '', ...others] = isDoc(spec) ? Object.keys(spec) : [];
  if (!isDoc(spec)) throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (others.length > 0 || !operator.startsWith('$'))
    throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const operand = spec[operator];
  const make = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (make) return { evaluate: expression(operand, variables), make };
  const [ofInput, ofSorted] = [FIRST_OF_INPUT[operator], FIRST_OF_SORTED[operator]];
  if (ofInput && isDoc(operand)) {
    const n = countOf(operand.n, variables);
    const input = expression(operand.input, variables);
    return { evaluate: (doc) => input(doc) ?? null, make: listed((values) => ofInput(values, n)) };
  }
  if (ofSorted && isDoc(operand) && isDoc(operand.sortBy))
    return best(operator, operand, operand.sortBy, ofSorted, variables);
  throw new MongoError(15952, `unknown group operator '${operator}'`);
}

function best(operator: string, operand: Doc, sortBy: Doc, choose: Choice, variables: Doc): Accumulation {
  const single = !operator.endsWith('N');
  const n = single ? 1 : countOf(operand.n, variables);
  const [keyOf, output] = [sortKey(sortBy), expression(operand.output, variables)];
  return {
    evaluate: (doc) => ({ key: keyOf(doc), value: output(doc) ?? null }),
    make: listed((values) => {
      const rows = (values as { key: Buffer; value: unknown }[]).sort((a, b) => Buffer.compare(a.key, b.key));
      const chosen = choose(
        rows.map(({ value }) => value),
        n,
      );
      return single ? chosen[0] : chosen;
    }),
  };
}

function countOf(n: unknown, variables: Doc): number {
  const count = toNumber(expression(n, variables)({}));
  if (count !== undefined && Number.isInteger(count) && count > 0) return count;
  throw new MongoError(5787908, "'n' must be greater than 0");
}

type Group = { _id: unknown; accumulators: Accumulator[] };

/** The fields of `$group` and of the `output` of `$bucket`: they take documents in and give a result. */
export function groupFields(output: Doc, variables: Doc) {
  const fields = Object.entries(output).map(([name, spec]) => {
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
    return { name, ...accumulation(name, spec, variables) };
  });
  return {
    start: (_id: unknown): Group => ({ _id, accumulators: fields.map(({ make }) => make()) }),
    add({ accumulators }: Group, doc: Doc) {
      for (const [i, { evaluate }] of fields.entries()) accumulators[i]?.add(evaluate(doc));
    },
    result: ({ _id, accumulators }: Group): Doc => ({
      _id,
      ...Object.fromEntries(fields.map(({ name }, i) => [name, accumulators[i]?.result() ?? null])),
    }),
  };
}

export async function* groupedBy(input: Stream, idOf: Evaluate, output: Doc, variables: Doc): Stream {
  const fields = groupFields(output, variables);
  const groups = new Map<string, Group>();
  for await (const doc of input) {
    const _id = idOf(doc) ?? null;
    const key = orderedKey(_id);
    const group = groups.get(key) ?? fields.start(_id);
    groups.set(key, group);
    fields.add(group, doc);
  }
  for (const group of groups.values()) yield fields.result(group);
}

export function grouped(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  if (!isDoc(operand)) throw new MongoError(15947, "a group's fields must be specified in an object");
  const { _id, ...output } = operand;
  if (_id === undefined) throw new MongoError(15955, 'a group specification must include an _id');
  return groupedBy(input, expression(_id, variables), output, variables);
}

export function sortedByCount(input: Stream, operand: unknown, at: StageContext): Stream {
  return sorted(grouped(input, { _id: operand, count: { $sum: 1 } }, at), { count: -1 });
}
