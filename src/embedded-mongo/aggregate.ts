import { type Doc, isDoc } from './bson-document.ts';
import { checkedNamespace } from './command.ts';
import { MongoError, notSupported } from './errors.ts';
import { expression } from './expression.ts';
import { canGroup, group } from './group.ts';
import { leadingQuery } from './leading-query.ts';
import { lookup } from './lookup.ts';
import { ALL_AT_ONCE, BATCH, ONE_BY_ONE, stageName, throughMingo } from './mingo-stages.ts';
import { merge, out } from './output-stages.ts';
import { collected, type Source, type StageContext, type Stream } from './pipeline.ts';
import { pausing, type Query, walk } from './query.ts';
import { collectionSize } from './server-commands.ts';
import { counted, filtered, limited, skipped, sorted } from './stages.ts';

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

const FIRST_ONLY = ['$documents', '$collStats', '$indexStats'];

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
    const own = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
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
    const known =
      Object.hasOwn(STAGES, name) || [...ONE_BY_ONE, ...ALL_AT_ONCE, ...FIRST_ONLY].includes(name);
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
