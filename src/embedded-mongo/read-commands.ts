import { Long } from 'bson';
import { runPipeline } from './aggregate.ts';
import { type Doc, toNumber, truthy } from './bson-document.ts';
import {
  arrayOption,
  type Call,
  type Commands,
  checkedNamespace,
  countOption,
  docOption,
  docsOption,
  namespace,
  refuseCollation,
} from './command.ts';
import type { Results } from './cursor.ts';
import { MongoError } from './errors.ts';
import { explain } from './explain.ts';
import { emptyToUndefined, findQuery } from './find-query.ts';
import { matcher } from './match.ts';
import { splitPath, valuesAt } from './path.ts';
import { projection } from './projection.ts';
import { pausing, type Query, walk } from './query.ts';
import { orderedKey } from './value-order.ts';

const FIND_OPTIONS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowPartialResults',
  'allowDiskUse',
  'collation',
  'let',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'min',
  'max',
];
const AGGREGATE_OPTIONS = [
  'pipeline',
  'cursor',
  'explain',
  'allowDiskUse',
  'bypassDocumentValidation',
  'collation',
  'hint',
  'let',
];

export const readCommands: Commands = {
  find: { options: FIND_OPTIONS, run: find },
  getMore: { options: ['collection', 'batchSize'], run: getMore },
  killCursors: { options: ['cursors'], run: killCursors },
  count: { options: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'], run: count },
  distinct: { options: ['key', 'query', 'collation', 'hint'], run: distinct },
  aggregate: { options: AGGREGATE_OPTIONS, run: aggregate },
  explain: { options: ['verbosity'], run: explain },
};

function find(call: Call): Promise<Uint8Array> {
  const { engine, command } = call;
  const ns = namespace(call);
  const query = findQuery(command);
  matcher(query.filter, query.variables);
  const [skip, limit] = [countOption(command, 'skip') ?? 0, countOption(command, 'limit') ?? 0];
  const spec = docOption(command, 'projection');
  const project =
    spec && Object.keys(spec).length > 0
      ? projection(spec, { query: query.filter, variables: query.variables ?? {} })
      : undefined;
  return engine.cursors.first(ns, results(call, ns, query, skip, limit, project), {
    batchSize: countOption(command, 'batchSize'),
    single: truthy(command.singleBatch),
    limit,
  });
}

async function* results(
  call: Call,
  ns: string,
  query: Query,
  skip: number,
  limit: number,
  project: ((doc: Doc) => Doc) | undefined,
): Results & AsyncGenerator<Doc | Uint8Array> {
  const collection = call.engine.catalog.get(ns);
  if (!collection) return;
  let position = 0;
  for await (const { doc, bytes } of pausing(walk(call.engine, collection, query), call.checkTime)) {
    if (position++ < skip) continue;
    yield project ? project(doc) : bytes;
    if (limit > 0 && position >= skip + limit) return;
  }
}

function getMore({ engine, command, db }: Call): Promise<Uint8Array> {
  const id = command.getMore;
  if (!(id instanceof Long))
    throw new MongoError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  return engine.cursors.more(
    id,
    checkedNamespace(db, String(command.collection)),
    countOption(command, 'batchSize'),
  );
}

async function killCursors(call: Call): Promise<Doc> {
  namespace(call);
  const [killed, notFound]: [Long[], Long[]] = [[], []];
  for (const id of arrayOption(call.command, 'cursors') as Long[]) {
    ((await call.engine.cursors.kill(id)) ? killed : notFound).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

async function count(call: Call): Promise<Doc> {
  const { engine, command } = call;
  const collection = engine.catalog.get(namespace(call));
  refuseCollation(command);
  const filter = docOption(command, 'query') ?? {};
  const limit = Math.abs(toNumber(command.limit) ?? 0);
  const skip = countOption(command, 'skip') ?? 0;
  matcher(filter);
  if (!collection) return { n: 0, ok: 1 };
  let total = 0;
  if (Object.keys(filter).length === 0) total = engine.records.count(collection);
  else {
    for await (const _ of pausing(
      walk(engine, collection, { filter, hint: emptyToUndefined(command.hint) }),
      call.checkTime,
    )) {
      if (++total >= limit + skip && limit > 0) break;
    }
  }
  const counted = Math.max(0, total - skip);
  return { n: limit > 0 ? Math.min(limit, counted) : counted, ok: 1 };
}

async function distinct(call: Call): Promise<Doc> {
  const { engine, command } = call;
  const collection = engine.catalog.get(namespace(call));
  refuseCollation(command);
  if (typeof command.key !== 'string')
    throw new MongoError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const parts = splitPath(command.key);
  const filter = docOption(command, 'query') ?? {};
  matcher(filter);
  const found = new Map<string, unknown>();
  if (!collection) return { values: [], ok: 1 };
  for await (const { doc } of pausing(
    walk(engine, collection, { filter, hint: emptyToUndefined(command.hint) }),
    call.checkTime,
  )) {
    for (const value of valuesAt(doc, parts).flat())
      if (value !== undefined) found.set(orderedKey(value), value);
  }
  const values = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return { values, ok: 1 };
}

async function aggregate(call: Call): Promise<Doc | Uint8Array> {
  const { command, engine, db, checkTime } = call;
  refuseCollation(command);
  const pipeline = docsOption(command, 'pipeline');
  if (truthy(command.explain))
    return explain({ ...call, name: 'explain', command: { explain: { ...command, explain: undefined } } });
  const cursor = docOption(command, 'cursor');
  if (!cursor)
    throw new MongoError(
      9,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const whole = toNumber(command.aggregate) === 1;
  const ns = whole ? `${db}.$cmd.aggregate` : namespace(call);
  const source = { engine, db, now: call.now, checkTime, hint: emptyToUndefined(command.hint) };
  const stream = runPipeline(source, whole ? undefined : ns, pipeline, docOption(command, 'let') ?? {});
  return engine.cursors.first(ns, stream, { batchSize: countOption(cursor, 'batchSize') });
}
