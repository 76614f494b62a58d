import { failedToParse, MongoError, typeMismatch } from '../errors.ts';
import { addToDate } from '../expression/date-operators.ts';
import { withField } from '../expression/document-stages.ts';
import { expression } from '../expression/expression.ts';
import { type Doc, isDoc, show, toNumber } from '../values/bson-document.ts';
import { plainValueAt, splitPath } from '../values/path.ts';
import { sortKey } from '../values/sort-key.ts';
import { sortOption } from '../values/sort-order.ts';
import { orderedKey } from '../values/value-order.ts';
import { type Accumulation, accumulation } from './group.ts';
import { inOrder, type StageContext, type Stream } from './stages.ts';

/** A value for each document of a sorted partition. */
type Column = (docs: Doc[]) => unknown[];

/** `$setWindowFields`: gives every document what can be said about those around it. */
export async function* windowed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { partitionBy = null, sortBy, output } = operand as Doc;
  if (!isDoc(output)) throw typeMismatch("BSON field '$setWindowFields.output' must be an object");
  const sort = sortOption({ sort: sortBy }) ?? {};
  const columns = Object.entries(output).map(([path, spec]) => ({
    parts: splitPath(path),
    column: columnOf(path, spec, sort, variables),
  }));
  for (const partition of await partitioned(input, expression(partitionBy, variables))) {
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
    const docs = partitions.get(orderedKey(part)) ?? [];
    docs.push(doc);
    partitions.set(orderedKey(part), docs);
  }
  return [...partitions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, docs]) => docs);
}

function columnOf(path: string, spec: unknown, sort: Doc, variables: Doc): Column {
  const { window, ...fields } = isDoc(spec) ? spec : {};
  const [operator = ''] = Object.keys(fields);
  if (!RANKS.includes(operator)) return overWindow(accumulation(path, fields, variables), window, sort);
  if (window !== undefined || Object.keys(sort).length !== 1)
    throw new MongoError(
      5371602,
      `${operator} takes no window, and a top level sortBy with exactly one element`,
    );
  return (docs) => ranks(operator, docs.map(sortKey(sort)));
}

const RANKS = ['$documentNumber', '$rank', '$denseRank'];

function ranks(operator: string, keys: Buffer[]): number[] {
  let [rank, dense] = [0, 0];
  return keys.map((key, i) => {
    if (i === 0 || !keys[i - 1]?.equals(key)) [rank, dense] = [i + 1, dense + 1];
    return operator === '$documentNumber' ? i + 1 : operator === '$rank' ? rank : dense;
  });
}

/** Either kind of window is an interval: of places in the partition, or of values of the field it is sorted by. */
function overWindow({ evaluate, fold }: Accumulation, window: unknown, sort: Doc): Column {
  const { edges, positionOf, move } = intervalOf(window, sort);
  return (docs) => {
    const values = docs.map(evaluate);
    const positions = docs.map(positionOf);
    const results = new Map<string, unknown>();
    return positions.map((position) => {
      const [low = -Infinity, high = Infinity] = edges.map((by) =>
        by === undefined ? by : move(position, by),
      );
      const [start, end] = [
        firstPlace(positions, (at) => at >= low),
        firstPlace(positions, (at) => at > high),
      ];
      const key = `${start} ${end}`;
      if (!results.has(key)) results.set(key, fold(values.slice(start, end)));
      return results.get(key);
    });
  };
}

/** Where, in ascending positions, those begin that have gone far enough. */
function firstPlace(positions: number[], isFarEnough: (position: number) => boolean): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isFarEnough(positions[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function intervalOf(window: unknown = { documents: ['unbounded', 'unbounded'] }, sort: Doc) {
  const { documents, range, unit, ...others }: Doc = isDoc(window) ? window : {};
  const bounds = documents ?? range;
  const isOne = (documents === undefined) !== (range === undefined) && Object.keys(others).length === 0;
  if (!isOne || !Array.isArray(bounds) || bounds.length !== 2)
    throw failedToParse(`A window has either 'documents' or 'range', with two bounds: ${show(window)}`);
  const edges = bounds.map(distance);
  const [from, to] = edges;
  if (from !== undefined && to !== undefined && from > to)
    throw new MongoError(5339900, 'Lower bound must not exceed upper bound');
  const [field, ...more] = Object.keys(sort);
  if (documents !== undefined) {
    if (field === undefined && (from ?? to) !== undefined)
      throw new MongoError(5339901, "Document-based bounds require a 'sortBy'");
    return { edges, positionOf: (_: Doc, at: number) => at, move: (at: number, by: number) => at + by };
  }
  if (field === undefined || more.length > 0 || toNumber(sort[field]) !== 1)
    throw new MongoError(5339902, "Range-based bounds require a 'sortBy' of a single field, ascending");
  const move = (at: number, by: number) =>
    unit === undefined ? at + by : addToDate(new Date(at), unit, by).getTime();
  return { edges, positionOf: (doc: Doc) => position(plainValueAt(doc, field), unit), move };
}

function distance(bound: unknown): number | undefined {
  if (bound === 'unbounded') return undefined;
  const by = bound === 'current' ? 0 : toNumber(bound);
  if (by !== undefined) return by;
  throw failedToParse(`Window bounds must be 'unbounded', 'current', or a number: ${show(bound)}`);
}

function position(value: unknown, unit: unknown): number {
  const number = unit === undefined ? toNumber(value) : value instanceof Date ? value.getTime() : undefined;
  if (number !== undefined) return number;
  const expected = unit === undefined ? 'number' : 'date';
  throw new MongoError(5429414, `Expected the sortBy field to be a ${expected}, but it was: ${show(value)}`);
}
