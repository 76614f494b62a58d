import { Long } from 'bson';
import { checkStages, runPipeline } from '../aggregate/aggregate.ts';
import { failedToParse, MongoError, typeMismatch } from '../errors.ts';
import { commandVariables } from '../expression/expression.ts';
import { checkedNamespace } from '../storage/namespace.ts';
import type { Stored } from '../storage/records.ts';
import { type Doc, toNumber, typeName } from '../values/bson-document.ts';
import { splitPath, valuesAt } from '../values/path.ts';
import { orderedKey } from '../values/value-order.ts';
import { type Commands, collectionCommand, command, namespace } from './command.ts';
import type { Results } from './cursor.ts';
import { matching, projectionFor, queryOf } from './find-query.ts';
import { CHOICE } from './options.ts';

export const find = collectionCommand(
  {
    object: ['filter', 'projection', 'let'],
    count: ['skip', 'limit', 'batchSize'],
    flag: ['singleBatch'],
    sort: ['sort'],
    ...CHOICE,
    any: ['noCursorTimeout', 'allowPartialResults', 'allowDiskUse', 'oplogReplay'],
    refused: ['returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max'],
  },
  (call, options) => {
    const { skip = 0, limit = 0, batchSize, singleBatch } = options;
    const most = limit > 0 ? skip + limit : undefined;
    const query = { ...queryOf(options), most };
    const project = projectionFor(options.projection, query);
    const results = cut(matching(call, query), skip, limit, project);
    return call.engine.cursors.first(call, results, {
      batchSize,
      limit,
      singleBatch,
      resumed: call.addTime,
    });
  },
);

async function* cut(
  found: AsyncIterable<Stored>,
  skip: number,
  limit: number,
  project: ((doc: Doc) => Doc) | undefined,
): Results & AsyncGenerator<Doc | Uint8Array> {
  let position = 0;
  for await (const { doc, bytes } of found) {
    if (position++ < skip) continue;
    yield project ? project(doc) : bytes;
    if (limit > 0 && position >= skip + limit) return;
  }
}

const getMore = command(
  { required: ['collection'], string: ['collection'], count: ['batchSize'] },
  ({ engine, command: { getMore: id }, db }, { collection, batchSize }) => {
    if (!(id instanceof Long)) throw typeMismatch(`A cursor id is a long, not a ${typeName(id)}`);
    return engine.cursors.more(id, checkedNamespace(db, collection), batchSize);
  },
);

const killCursors = collectionCommand(
  { required: ['cursors'], array: ['cursors'] },
  async (call, { cursors }) => {
    const [cursorsKilled, cursorsNotFound]: [Long[], Long[]] = [[], []];
    for (const id of cursors) {
      if (!(id instanceof Long)) throw typeMismatch(`A cursor id is a long, not a ${typeName(id)}`);
      ((await call.engine.cursors.kill(id)) ? cursorsKilled : cursorsNotFound).push(id);
    }
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
);

export const count = collectionCommand(
  { ...CHOICE, object: ['query'], count: ['skip'], number: ['limit'], any: ['fields'] },
  async (call, options) => {
    const { skip = 0, limit = 0 } = options;
    const query = queryOf(options);
    const most = limit === 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.trunc(limit));
    let total = 0;
    if (Object.keys(query.filter).length === 0 && query.hint === undefined) {
      const collection = call.engine.catalog.get(call.ns);
      if (collection) total = call.engine.records.count(collection);
    } else {
      for await (const _ of matching(call, query)) if (++total === skip + most) break;
    }
    return { n: Math.min(most, Math.max(0, total - skip)), ok: 1 };
  },
);

export const distinct = collectionCommand(
  { ...CHOICE, required: ['key'], string: ['key'], object: ['query'] },
  async (call, options) => {
    const parts = splitPath(options.key);
    const found = new Map<string, unknown>();
    for await (const { doc } of matching(call, queryOf(options))) {
      for (const value of valuesAt(doc, parts).flat())
        if (value !== undefined) found.set(orderedKey(value), value);
    }
    const values = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    return { values, ok: 1 };
  },
);

export const aggregate = command(
  {
    required: ['pipeline'],
    objects: ['pipeline'],
    object: ['let'],
    cursor: ['cursor'],
    ...CHOICE,
    any: ['allowDiskUse'],
    // Drivers and shells ask with the command `explain`.
    refused: ['explain', 'bypassDocumentValidation'],
  },
  (call, { pipeline, cursor, hint, let: bindings }) => {
    const { engine, db, now, checkTime, connectionId } = call;
    if (!cursor) throw failedToParse("The 'cursor' option is required");
    checkStages(pipeline);
    const whole = toNumber(call.command.aggregate) === 1;
    const ns = whole ? `${db}.$cmd.aggregate` : namespace(call);
    if (whole && !(pipeline[0] && '$documents' in pipeline[0]))
      throw new MongoError(73, "{aggregate: 1} takes a pipeline that begins with '$documents'");
    const source = { engine, db, now, checkTime, hint };
    const variables = commandVariables(bindings, now);
    const stream = runPipeline(source, whole ? undefined : ns, pipeline, variables);
    return engine.cursors.first({ ns, connectionId }, stream, { ...cursor, resumed: call.addTime });
  },
);

export const readCommands: Commands = { find, getMore, killCursors, count, distinct, aggregate };
