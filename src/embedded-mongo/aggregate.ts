import { Aggregator } from 'mingo/aggregator';
import { type Doc, isDoc, show, toNumber } from './bson-document.ts';
import { checkedNamespace, sortOption } from './command.ts';
import { MongoError, notSupported } from './errors.ts';
import { checkedSpec, context, expression, guarded, toPlain } from './expression.ts';
import { canGroup, group } from './group.ts';
import { lookup } from './lookup.ts';
import { matcher } from './match.ts';
import { merge, out } from './output-stages.ts';
import { collected, type Source, type StageContext, type Stream } from './pipeline.ts';
import { projection } from './projection.ts';
import { pausing, type Query, sortKey, walk } from './query.ts';
import { collectionSize } from './server-commands.ts';

type Stage = (input: Stream, operand: unknown, at: StageContext) => Stream;

const STAGES: Record<string, Stage> = {
  $match: filtered,
  $sort: sorted,
  $limit: limited,
  $skip: skipped,
  $count: counted,
  $group: grouped,
  $sortByCount: (input, operand, at) =>
    sorted(grouped(input, { _id: operand, count: { $sum: 1 } }, at), { count: -1 }),
  $lookup: lookup,
  $unionWith: united,
  $facet: faceted,
  $out: (input, operand, at) => silently(out(input, operand, at)),
  $merge: (input, operand, at) => silently(merge(input, operand, at)),
};

/** These look at one document at a time, so they can be given any number of them. */
const ONE_BY_ONE = [
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$unwind',
  '$redact',
];
const ALL_AT_ONCE = ['$bucket', '$bucketAuto', '$setWindowFields', '$densify', '$fill', '$sample'];
const FIRST_ONLY = ['$documents', '$collStats', '$indexStats'];
const BATCH = 100;

const stageName = (stage: Doc) => Object.keys(stage)[0] ?? '';

/** Runs a pipeline on a collection, or on nothing (`$documents`). */
export function runPipeline(source: Source, ns: string | undefined, pipeline: Doc[], variables: Doc): Stream {
  checkStages(pipeline);
  const at = stageContext(source, ns, variables);
  const [head, rest] = first(at, pipeline);
  return runStages(head, rest, at);
}

function stageContext(source: Source, ns: string | undefined, variables: Doc): StageContext {
  return {
    source,
    ns,
    variables,
    run: (from, pipeline, values) => runPipeline({ ...source, hint: undefined }, from, pipeline, values),
    runOn: (docs, pipeline, values) => {
      checkStages(pipeline);
      return runStages(streamOf(docs), pipeline, stageContext(source, ns, values));
    },
  };
}

async function* streamOf(docs: Doc[]): Stream {
  yield* docs;
}

function runStages(input: Stream, pipeline: Doc[], at: StageContext): Stream {
  return pipeline.reduce((stream, stage) => {
    const name = stageName(stage);
    const own = STAGES[name];
    if (own) return own(stream, stage[name], at);
    return throughMingo(stream, stage, at, ONE_BY_ONE.includes(name) ? BATCH : Number.POSITIVE_INFINITY);
  }, input);
}

function checkStages(pipeline: Doc[]): void {
  for (const [i, stage] of pipeline.entries()) {
    const names = Object.keys(stage);
    const [name = ''] = names;
    if (names.length !== 1) {
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    if (name === '$changeStream')
      throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
    if (name === '$sort' && isDoc(stage.$sort) && Object.keys(stage.$sort).length === 0) {
      throw new MongoError(15976, '$sort stage must have at least one sort key');
    }
    const known = name in STAGES || [...ONE_BY_ONE, ...ALL_AT_ONCE, ...FIRST_ONLY].includes(name);
    if (!known) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    if (FIRST_ONLY.includes(name) && i > 0)
      throw new MongoError(40602, `${name} is only valid as the first stage in a pipeline`);
    if ((name === '$out' || name === '$merge') && i < pipeline.length - 1) {
      throw new MongoError(40601, `${name} can only be the final stage in the pipeline`);
    }
  }
}

function first(at: StageContext, pipeline: Doc[]): [Stream, Doc[]] {
  const [stage] = pipeline;
  const name = stage ? stageName(stage) : '';
  if (stage && name === '$documents') return [documents(stage[name], at), pipeline.slice(1)];
  if (stage && name === '$collStats') return [statistics(at), pipeline.slice(1)];
  if (name === '$indexStats') throw notSupported('does not offer $indexStats');
  const { query, used, skip, limit } = leadingQuery(pipeline);
  const stream = read(at, { ...query, hint: at.source.hint, variables: at.variables });
  const cut = limited(skipped(stream, skip), limit ?? Number.POSITIVE_INFINITY);
  return [skip > 0 || limit !== undefined ? cut : stream, pipeline.slice(used)];
}

/** `$match`, `$sort`, `$skip` and `$limit` at the beginning are what an index can serve. */
export function leadingQuery(pipeline: Doc[]): {
  query: Query;
  used: number;
  skip: number;
  limit: number | undefined;
} {
  const filters: Doc[] = [];
  let sort: Doc | undefined;
  let [used, skip] = [0, 0];
  let limit: number | undefined;
  for (const stage of pipeline) {
    if (isDoc(stage.$match) && !sort) filters.push(stage.$match);
    else if (isDoc(stage.$sort) && !sort) sort = sortOption({ sort: stage.$sort });
    else if ('$skip' in stage && limit === undefined) skip += stageNumber('$skip', stage.$skip);
    else if ('$limit' in stage && limit === undefined) limit = stageNumber('$limit', stage.$limit);
    else break;
    used++;
    if (skip > 0 || limit !== undefined) {
      const next = pipeline[used];
      if (!next || !('$limit' in next) || limit !== undefined) break;
    }
  }
  const filter = filters.length === 1 ? (filters[0] as Doc) : filters.length === 0 ? {} : { $and: filters };
  const most = limit === undefined ? undefined : limit + skip;
  return { query: { filter, sort, most }, used, skip, limit };
}

async function* read({ source, ns }: StageContext, query: Query): Stream {
  const collection = ns === undefined ? undefined : source.engine.catalog.get(ns);
  if (!collection) return;
  for await (const { doc } of pausing(walk(source.engine, collection, query), source.checkTime)) yield doc;
}

async function* documents(operand: unknown, { variables }: StageContext): Stream {
  const list = expression(operand, variables)({});
  if (!Array.isArray(list) || !list.every(isDoc))
    throw new MongoError(5858203, 'an array of documents is expected');
  yield* list;
}

async function* statistics({ source, ns }: StageContext): Stream {
  if (ns !== undefined)
    yield {
      ns,
      count: collectionSize(source.engine, ns).count,
      storageStats: collectionSize(source.engine, ns),
    };
}

export function stageNumber(name: string, operand: unknown): number {
  const number = toNumber(operand);
  if (number === undefined || !Number.isInteger(number)) {
    throw new MongoError(
      5107200,
      `invalid argument to ${name} stage: Expected an integer, but found: ${show(operand)}`,
    );
  }
  if (number < 0)
    throw new MongoError(
      name === '$limit' ? 5107201 : 5107200,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${number}`,
    );
  if (name === '$limit' && number === 0) throw new MongoError(15958, 'the limit must be positive');
  return number;
}

async function* filtered(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  if (!isDoc(operand)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const match = matcher(operand, variables);
  for await (const doc of input) if (match(doc)) yield doc;
}

async function* sorted(input: Stream, operand: unknown): Stream {
  const sort = sortOption({ sort: operand });
  if (!sort || Object.keys(sort).length === 0)
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  const keyOf = sortKey(sort);
  const rows: { key: Buffer; doc: Doc }[] = [];
  for await (const doc of input) rows.push({ key: keyOf(doc), doc });
  for (const { doc } of rows.sort((a, b) => Buffer.compare(a.key, b.key))) yield doc;
}

async function* limited(input: Stream, operand: unknown): Stream {
  const most = operand === Number.POSITIVE_INFINITY ? operand : stageNumber('$limit', operand);
  let given = 0;
  for await (const doc of input) {
    yield doc;
    if (++given >= most) return;
  }
}

async function* skipped(input: Stream, operand: unknown): Stream {
  let left = stageNumber('$skip', operand);
  for await (const doc of input) if (--left < 0) yield doc;
}

async function* counted(input: Stream, operand: unknown): Stream {
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

function grouped(input: Stream, operand: unknown, at: StageContext): Stream {
  if (!isDoc(operand) || !('_id' in operand))
    throw new MongoError(15955, 'a group specification must include an _id');
  return canGroup(operand)
    ? group(input, operand, at.variables)
    : throughMingo(input, { $group: operand }, at, Number.POSITIVE_INFINITY);
}

/** A stage that writes gives no documents. */
async function* silently(done: Promise<void>): Stream {
  await done;
  yield* [];
}

async function* united(input: Stream, operand: unknown, { source, variables, run }: StageContext): Stream {
  yield* input;
  const coll = isDoc(operand) ? operand.coll : operand;
  const pipeline = isDoc(operand) && Array.isArray(operand.pipeline) ? (operand.pipeline as Doc[]) : [];
  const ns = typeof coll === 'string' ? checkedNamespace(source.db, coll) : undefined;
  yield* run(ns, pipeline, variables);
}

async function* faceted(input: Stream, operand: unknown, at: StageContext): Stream {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  }
  const docs = await collected(input);
  const result: Doc = {};
  for (const [name, pipeline] of Object.entries(operand)) {
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    result[name] = await collected(at.runOn(docs, pipeline as Doc[], at.variables));
  }
  yield result;
}

/** Where a stage's operand is made of expressions, they are checked like any other. */
const checkedOperand = (name: string, operand: unknown) =>
  ['$set', '$addFields', '$replaceRoot', '$replaceWith', '$bucket', '$group'].includes(name)
    ? checkedSpec(operand)
    : operand;

/** Everything else is mingo's, which works on arrays and plain values. */
async function* throughMingo(input: Stream, stage: Doc, at: StageContext, batchSize: number): Stream {
  const name = stageName(stage);
  if (name === '$project' || name === '$unset') {
    const spec =
      name === '$project' ? stage[name] : Object.fromEntries([stage[name]].flat().map((path) => [path, 0]));
    if (!isDoc(spec) || Object.keys(spec).length === 0)
      throw new MongoError(51272, 'projection specification must have at least one field');
    const project = projection(spec, { variables: at.variables, inPipeline: true });
    for await (const doc of input) yield project(doc);
    return;
  }
  const options = { context, variables: toPlain(at.variables) as Doc } as never;
  const plain = [{ [name]: checkedOperand(name, toPlain(stage[name])) }];
  const run = (docs: Doc[]) =>
    guarded(() => new Aggregator(plain, options).run(docs.map((doc) => toPlain(doc) as Doc))) as Doc[];
  let batch: Doc[] = [];
  for await (const doc of input) {
    batch.push(doc);
    if (batch.length < batchSize) continue;
    yield* run(batch);
    batch = [];
  }
  if (batch.length > 0) yield* run(batch);
}
