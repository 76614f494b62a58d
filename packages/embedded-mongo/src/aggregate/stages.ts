import { Long } from 'bson';
import { MongoError } from '../errors.ts';
import { withField } from '../expression/document-stages.ts';
import { matcher } from '../filter/match.ts';
import type { Database, Query } from '../query/query.ts';
import { type Doc, isDoc, show, toNumber } from '../values/bson-document.ts';
import { plainValueAt, splitPath } from '../values/path.ts';
import { sortKey } from '../values/sort-key.ts';
import { sortOption } from '../values/sort-order.ts';

export type Stream = AsyncGenerator<Doc>;

/** Where a pipeline reads, and for whom. */
export interface Source {
  engine: Database;
  db: string;
  now: Date;
  checkTime: () => void;
  hint?: unknown;
}

export interface StageContext {
  source: Source;
  ns: string | undefined;
  variables: Doc;
  /** Runs another pipeline on a collection of the same database. */
  run: (ns: string | undefined, pipeline: Doc[], variables: Doc) => Stream;
  /** Runs it on nothing, so that what is wrong with it is said even where no document is. */
  check: (pipeline: Doc[], variables: Doc) => Promise<void>;
}

export async function collected(stream: Stream): Promise<Doc[]> {
  const docs: Doc[] = [];
  for await (const doc of stream) docs.push(doc);
  return docs;
}

export async function* streamOf(docs: Iterable<Doc>): Stream {
  yield* docs;
}

function stageNumber(name: '$limit' | '$skip', operand: unknown): number {
  const number = toNumber(operand);
  const refused = (code: number, expected: string) =>
    new MongoError(
      code,
      `invalid argument to ${name} stage: Expected ${expected}, but found: ${show(operand)}`,
    );
  if (number === undefined || !Number.isInteger(number)) throw refused(5107200, 'an integer');
  if (number < 0) throw refused(name === '$limit' ? 5107201 : 5107200, 'a non-negative number');
  if (name === '$limit' && number === 0) throw new MongoError(15958, 'the limit must be positive');
  return number;
}

export async function* filtered(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  if (!isDoc(operand)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const match = matcher(operand, variables);
  for await (const doc of input) if (match(doc)) yield doc;
}

export async function* sorted(input: Stream, operand: unknown): Stream {
  const keyOf = sortKey(sortOption({ sort: operand }) ?? {});
  const rows = (await collected(input)).map((doc) => ({ key: keyOf(doc), doc }));
  // Documents that sort alike stay in the order they had.
  for (const { doc } of rows.sort((a, b) => Buffer.compare(a.key, b.key))) yield doc;
}

export async function* limited(input: Stream, operand: unknown): Stream {
  const most = stageNumber('$limit', operand);
  let given = 0;
  for await (const doc of input) {
    yield doc;
    if (++given >= most) return;
  }
}

export async function* skipped(input: Stream, operand: unknown): Stream {
  let left = stageNumber('$skip', operand);
  for await (const doc of input) if (--left < 0) yield doc;
}

export async function* counted(input: Stream, operand: unknown): Stream {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw new MongoError(
      40156,
      'the count field must be a non-empty string that does not start with $ or contain a dot',
    );
  }
  let count = 0;
  for await (const _ of input) count++;
  if (count > 0) yield { [operand]: count };
}

/** Any documents, none of them twice. */
export async function* sampled(input: Stream, operand: unknown): Stream {
  const size = isDoc(operand) ? toNumber(operand.size) : undefined;
  if (size === undefined) throw new MongoError(28746, 'size argument to $sample must be a number');
  if (size < 0) throw new MongoError(28747, 'size argument to $sample must not be negative');
  const docs = await collected(input);
  for (let left = Math.min(Math.trunc(size), docs.length); left > 0; left--) {
    yield* docs.splice(Math.floor(Math.random() * docs.length), 1);
  }
}

/** One document for each element of an array; what is no array counts as its only element. */
export async function* unwound(input: Stream, operand: unknown): Stream {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays }: Doc = isDoc(operand)
    ? operand
    : { path: operand };
  if (typeof path !== 'string')
    throw new MongoError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = splitPath(path.slice(1));
  const indexParts = typeof includeArrayIndex === 'string' ? splitPath(includeArrayIndex) : undefined;
  const numbered = (doc: Doc, index: unknown) => (indexParts ? withField(doc, indexParts, index) : doc);
  for await (const doc of input) {
    const value = plainValueAt(doc, path.slice(1));
    if (Array.isArray(value) && value.length > 0) {
      for (const [i, item] of value.entries())
        yield numbered(withField(doc, parts, item), Long.fromNumber(i));
    } else if (value !== undefined && value !== null && !Array.isArray(value)) yield numbered(doc, null);
    else if (preserveNullAndEmptyArrays === true)
      yield numbered(Array.isArray(value) ? withField(doc, parts, undefined) : doc, null);
  }
}

/**
 * `$match` and `$sort` at the beginning are what an index can serve; `used` tells how many stages that were. With
 * `$skip` and `$limit` behind them it is known how many documents are needed.
 */
export function leadingQuery(pipeline: Doc[]): { query: Query; used: number } {
  const filters: Doc[] = [];
  let used = 0;
  for (; isDoc(pipeline[used]?.$match); used++) filters.push(pipeline[used]?.$match as Doc);
  const sort = sortOption({ sort: pipeline[used]?.$sort });
  if (sort) used++;
  const { $skip } = pipeline[used] ?? {};
  const { $limit } = pipeline[$skip === undefined ? used : used + 1] ?? {};
  const skip = $skip === undefined ? 0 : stageNumber('$skip', $skip);
  const most = $limit === undefined ? undefined : stageNumber('$limit', $limit) + skip;
  const [filter = {}, ...more] = filters;
  return { query: { filter: more.length > 0 ? { $and: filters } : filter, sort, most }, used };
}
