import { accumulate } from './accumulators.ts';
import { type Doc, isDoc, show, toNumber } from './bson-document.ts';
import { sortOption } from './command.ts';
import { addToDate } from './date-operators.ts';
import { withField } from './document-stages.ts';
import { failedToParse, MongoError, typeMismatch } from './errors.ts';
import { expression } from './expression.ts';
import { type Accumulation, accumulation } from './group.ts';
import { plainValueAt, splitPath } from './path.ts';
import { sortKey } from './sort-key.ts';
import { inOrder, type StageContext, type Stream } from './stages.ts';
import { orderedKey } from './value-order.ts';

const WHOLE = ['unbounded', 'unbounded'];

/** A value for each document of a sorted partition. */
type Column = (docs: Doc[]) => unknown[];

/** `$setWindowFields`: gives every document what can be said about those around it. */
export async function* windowed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { partitionBy = null, sortBy, output } = operand as Doc;
  if (!isDoc(output))
    throw new MongoError(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  const sort = sortOption({ sort: sortBy }) ?? {};
  const columns = Object.entries(output).map(([path, spec]) => ({
    parts: splitPath(path),
    column: columnOf(path, spec, sort, variables),
  }));
  const partitions = await partitioned(input, expression(partitionBy, variables));
  for (const partition of partitions) {
    const docs = inOrder(partition, sort);
    const made = columns.map(({ parts, column }) => ({ parts, values: column(docs) }));
    for (const [i, doc] of docs.entries()) {
      yield made.reduce((whole, { parts, values }) => withField(whole, parts, values[i]), doc);
    }
  }
}

async function partitioned(input: Stream, partOf: (doc: Doc) => unknown): Promise<Doc[][]> {
  const partitions = new Map<string, Doc[]>();
  for await (const doc of input) {
    const part = partOf(doc) ?? null;
    if (Array.isArray(part))
      throw typeMismatch('An expression used to partition cannot evaluate to value of type array');
    const docs = partitions.get(orderedKey(part));
    if (docs) docs.push(doc);
    else partitions.set(orderedKey(part), [doc]);
  }
  return [...partitions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, docs]) => docs);
}

function columnOf(path: string, spec: unknown, sort: Doc, variables: Doc): Column {
  const { window, ...fields } = isDoc(spec) ? spec : {};
  const [operator = '', ...others] = Object.keys(fields);
  if (others.length > 0) throw failedToParse(`Window function found an unknown argument: ${others[0]}`);
  const operand = fields[operator];
  const rank = Object.hasOwn(RANKS, operator) ? RANKS[operator] : undefined;
  if (!rank && operator !== '$shift') return overWindow(accumulation(path, fields, variables), window, sort);
  if (window !== undefined) throw new MongoError(5371601, `${operator} does not accept a 'window' field`);
  if (Object.keys(sort).length === 0 || (rank && Object.keys(sort).length > 1))
    throw new MongoError(5371602, `${operator} must be specified with a top level sortBy expression`);
  return rank ? ranked(rank, sort) : shifted(operand, variables);
}

/** The position, counted from 1, of the first with the same key, and how many keys come before it. */
const RANKS: Record<string, (at: number, first: number, keysBefore: number) => number> = {
  $documentNumber: (at) => at + 1,
  $rank: (_, first) => first + 1,
  $denseRank: (_at, _first, keysBefore) => keysBefore + 1,
};

function ranked(rank: NonNullable<(typeof RANKS)[string]>, sort: Doc): Column {
  const keyOf = sortKey(sort);
  return (docs) => {
    let [last, first, keysBefore] = [docs[0] && keyOf(docs[0]), 0, 0];
    return docs.map((doc, at) => {
      const key = keyOf(doc);
      if (last && !key.equals(last)) [first, keysBefore] = [at, keysBefore + 1];
      last = key;
      return rank(at, first, keysBefore);
    });
  };
}

function shifted(operand: unknown, variables: Doc): Column {
  const { output, by, default: otherwise = null } = isDoc(operand) ? operand : {};
  const distance = toNumber(by);
  if (output === undefined || distance === undefined || !Number.isInteger(distance))
    throw failedToParse("$shift requires 'output' and an integer 'by'");
  const [evaluate, outside] = [expression(output, variables), expression(otherwise, variables)];
  return (docs) =>
    docs.map((_, at) => {
      const doc = docs[at + distance];
      return doc ? (evaluate(doc) ?? null) : outside({});
    });
}

/** Either kind of window is an interval: of places in the partition, or of values of the field it is sorted by. */
function overWindow({ evaluate, make }: Accumulation, window: unknown, sort: Doc): Column {
  const { from, to, positionOf, move } = intervalOf(window, sort);
  return (docs) => {
    const values = docs.map(evaluate);
    const positions = docs.map(positionOf);
    const results = new Map<string, unknown>();
    return positions.map((position) => {
      const low = from === undefined ? Number.NEGATIVE_INFINITY : move(position, from);
      const high = to === undefined ? Number.POSITIVE_INFINITY : move(position, to);
      const key = `${low} ${high}`;
      if (!results.has(key)) {
        const isWithin = (at: number) => at >= low && at <= high;
        const within = values.filter((_, i) => isWithin(positions[i] as number));
        results.set(key, accumulate(make(), within));
      }
      return results.get(key);
    });
  };
}

function intervalOf(window: unknown, sort: Doc) {
  const { documents, range, unit, ...others }: Doc = isDoc(window) ? window : { documents: WHOLE };
  const [bounds, field = '', ...moreFields] = [documents ?? range, ...Object.keys(sort)];
  const isOne = (documents === undefined) !== (range === undefined) && Object.keys(others).length === 0;
  if (!isOne || !Array.isArray(bounds) || bounds.length !== 2)
    throw failedToParse(
      `'window' must have 'documents' or 'range' with two bounds, and maybe 'unit': ${show(window)}`,
    );
  const [from, to] = bounds.map((bound) => distanceOf(bound, documents !== undefined));
  if (from !== undefined && to !== undefined && from > to)
    throw new MongoError(5339900, 'Lower bound must not exceed upper bound');
  if (documents !== undefined) {
    if (field === '' && bounds.some((bound) => bound !== 'unbounded'))
      throw new MongoError(5339901, "Document-based bounds require a 'sortBy'");
    return { from, to, positionOf: (_: Doc, at: number) => at, move: (at: number, by: number) => at + by };
  }
  if (field === '' || moreFields.length > 0 || toNumber(sort[field]) !== 1)
    throw new MongoError(5339902, "Range-based bounds require a 'sortBy' of a single field, ascending");
  const move = (position: number, by: number) =>
    unit === undefined ? position + by : addToDate(new Date(position), unit, by).getTime();
  return { from, to, positionOf: (doc: Doc) => position(plainValueAt(doc, field), unit !== undefined), move };
}

function distanceOf(bound: unknown, isWhole: boolean): number | undefined {
  if (bound === 'unbounded') return undefined;
  const distance = bound === 'current' ? 0 : toNumber(bound);
  if (distance !== undefined && (!isWhole || Number.isInteger(distance))) return distance;
  throw failedToParse(`Window bounds must be 'unbounded', 'current' or a number: ${show(bound)}`);
}

function position(value: unknown, isDate: boolean): number {
  const number = value instanceof Date && isDate ? value.getTime() : isDate ? undefined : toNumber(value);
  if (number !== undefined) return number;
  const expected = isDate ? 'date' : 'number';
  throw new MongoError(
    isDate ? 5429513 : 5429414,
    `Expected the sortBy field to be a ${expected}: ${show(value)}`,
  );
}
