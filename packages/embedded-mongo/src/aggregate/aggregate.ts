import { failedToParse, MongoError, notSupported } from '../errors.ts';
import { DOCUMENT_STAGES } from '../expression/document-stages.ts';
import { expression } from '../expression/expression.ts';
import { checkNames } from '../expression/operator-arguments.ts';
import { matcher } from '../filter/match.ts';
import { collectionSize } from '../query/collection-size.ts';
import { pausing, type Query, walk } from '../query/query.ts';
import { checkedNamespace } from '../storage/namespace.ts';
import { type Doc, isDoc, show, toNumber } from '../values/bson-document.ts';
import { object } from '../values/typed.ts';
import { bucketed, grouped, sortedByCount } from './group.ts';
import { lookup } from './lookup.ts';
import {
  collected,
  counted,
  filtered,
  leadingQuery,
  limited,
  type Source,
  type StageContext,
  type Stream,
  sampled,
  skipped,
  sorted,
  streamOf,
  unwound,
} from './stages.ts';

type Stage = (input: Stream, operand: unknown, at: StageContext) => Stream;

const STAGES: Record<string, Stage> = {
  ...Object.fromEntries(Object.keys(DOCUMENT_STAGES).map((name) => [name, oneByOne(name)])),
  $match: filtered,
  $sort: sorted,
  $limit: limited,
  $skip: skipped,
  $count: counted,
  $unwind: unwound,
  $sample: sampled,
  $group: grouped,
  $sortByCount: sortedByCount,
  $bucket: bucketed,
  $lookup: lookup,
  $unionWith: united,
  $facet: faceted,
};

/** These do not look at documents before them: they give the first ones. */
const SOURCES: Record<string, (operand: unknown, at: StageContext) => Stream> = {
  $documents: documents,
  $collStats: statistics,
};

/** MongoDB's that are not built in: who looks into their data does without. */
const ABSENT_STAGES = new Set(
  [
    '$bucketAuto $currentOp $densify $fill $geoNear $graphLookup $indexStats $listLocalSessions $listSessions',
    '$merge $out $planCacheStats $redact $search $searchMeta $setWindowFields $vectorSearch',
  ].flatMap((names) => names.split(' ')),
);

/** Runs a pipeline on a collection, or on nothing (`$documents`). */
export function runPipeline(source: Source, ns: string | undefined, pipeline: Doc[], variables: Doc): Stream {
  checkStages(pipeline);
  const at: StageContext = {
    source,
    ns,
    variables,
    run: (innerNs, inner, values) => runPipeline({ ...source, hint: undefined }, innerNs, inner, values),
    async check(inner, values) {
      checkStages(inner);
      const starts = Object.hasOwn(SOURCES, nameOf(inner[0] ?? {}));
      const nowhere = { ...at, variables: values, run: () => streamOf([]) };
      await collected(runStages(streamOf([]), inner.slice(starts ? 1 : 0), nowhere));
    },
  };
  const [stage = {}] = pipeline;
  const start = SOURCES[nameOf(stage)];
  if (start) return runStages(start(stage[nameOf(stage)], at), pipeline.slice(1), at);
  const { query, used } = leadingQuery(pipeline);
  return runStages(read(at, query), pipeline.slice(used), at);
}

function runStages(input: Stream, pipeline: Doc[], at: StageContext): Stream {
  return pipeline.reduce((stream, stage) => {
    const name = nameOf(stage);
    return (STAGES[name] as Stage)(stream, stage[name], at);
  }, input);
}

const nameOf = (stage: Doc) => Object.keys(stage)[0] ?? '';

export function checkStages(pipeline: Doc[]): void {
  for (const [i, stage] of pipeline.entries()) {
    const name = nameOf(stage);
    if (Object.keys(stage).length !== 1)
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (name === '$changeStream')
      throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
    if (ABSENT_STAGES.has(name)) throw notSupported(`has no stage ${name}`);
    if (!Object.hasOwn(STAGES, name) && !Object.hasOwn(SOURCES, name))
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    if (Object.hasOwn(SOURCES, name) && i > 0)
      throw new MongoError(40602, `${name} is only valid as the first stage in a pipeline`);
    if (name === '$sort' && !isDoc(stage.$sort))
      throw new MongoError(15973, 'the $sort key specification must be an object');
    if (name === '$sample' && !isDoc(stage.$sample))
      throw new MongoError(28745, 'the $sample stage specification must be an object');
    if (name === '$sort' && Object.keys(stage.$sort as Doc).length === 0)
      throw new MongoError(15976, '$sort stage must have at least one sort key');
    checkNames(name, stage[name]);
  }
}

async function* read({ source, ns, variables }: StageContext, query: Query): Stream {
  const { engine, hint, checkTime } = source;
  // The filter is checked even where no collection is.
  matcher(query.filter, variables);
  const collection = ns === undefined ? undefined : engine.catalog.get(ns);
  if (!collection) return;
  const walked = walk(engine, collection, { ...query, hint, variables });
  for await (const { doc } of pausing(walked, checkTime)) yield doc;
}

async function* documents(operand: unknown, { variables }: StageContext): Stream {
  const list = expression(operand, variables)({});
  if (!Array.isArray(list) || !list.every(isDoc))
    throw new MongoError(5858203, 'an array of documents is expected');
  yield* list;
}

async function* statistics(operand: unknown, { source, ns }: StageContext): Stream {
  if (!isDoc(operand))
    throw new MongoError(5447000, `$collStats must take a nested object but found: ${show(operand)}`);
  if (ns === undefined) return;
  const { engine, checkTime } = source;
  const { count, storageStats } = operand;
  const collection = engine.catalog.get(ns);
  const scale = toNumber(object(storageStats ?? {}, '$collStats.storageStats').scale) ?? 1;
  yield {
    ns,
    ...(count !== undefined && { count: collection ? engine.records.count(collection) : 0 }),
    ...(storageStats !== undefined && { storageStats: await collectionSize(engine, ns, checkTime, scale) }),
  };
}

function oneByOne(name: string): Stage {
  return async function* (input, operand, { variables }) {
    const change = DOCUMENT_STAGES[name]?.(operand, variables);
    for await (const doc of input) yield change ? change(doc) : doc;
  };
}

async function* united(input: Stream, operand: unknown, at: StageContext): Stream {
  const { source, variables, run, check } = at;
  const { coll, pipeline = [] }: Doc = isDoc(operand) ? operand : { coll: operand };
  if (typeof coll !== 'string' && (coll !== undefined || (pipeline as Doc[]).length === 0))
    throw failedToParse(
      '$unionWith needs the name of a collection, or a pipeline that begins with $documents',
    );
  const ns = typeof coll === 'string' ? checkedNamespace(source.db, coll) : undefined;
  await check(pipeline as Doc[], variables);
  yield* input;
  yield* run(ns, pipeline as Doc[], variables);
}

const NOT_IN_FACET = [...Object.keys(SOURCES), '$facet'];

async function* faceted(input: Stream, operand: unknown, at: StageContext): Stream {
  if (!isDoc(operand) || Object.keys(operand).length === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  const docs = await collected(input);
  const result: Doc = {};
  for (const [name, pipeline] of Object.entries(operand)) {
    if (!Array.isArray(pipeline) || !pipeline.every(isDoc))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const refused = pipeline.map(nameOf).find((inner) => NOT_IN_FACET.includes(inner));
    if (refused !== undefined)
      throw new MongoError(40600, `${refused} is not allowed to be used within a $facet stage`);
    checkStages(pipeline);
    result[name] = await collected(runStages(streamOf(docs), pipeline, at));
  }
  yield result;
}
