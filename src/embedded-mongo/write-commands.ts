import { type Doc, decode, isDoc, toNumber, truthy } from './bson-document.ts';
import type { Collection } from './catalog.ts';
import {
  type Call,
  type Commands,
  checkedNewNamespace,
  docOption,
  docsOption,
  namespace,
  refuseCollation,
  sortOption,
} from './command.ts';
import { failedToParse, MongoError } from './errors.ts';
import { matcher } from './match.ts';
import { projection } from './projection.ts';
import { PAUSE, pausing, type Query, walk } from './query.ts';
import type { Stored } from './records.ts';
import { compileUpdate, type UpdateContext, upsertDocument } from './update.ts';

const WRITE_OPTIONS = ['ordered', 'bypassDocumentValidation', 'let'];
const MAX_BATCH = 100_000;
/** How long one write may keep the others waiting. */
const SLICE_MS = 20;
const MOST_PAUSES = 5;

export const writeCommands: Commands = {
  insert: { options: [...WRITE_OPTIONS, 'documents'], run: insert },
  update: {
    options: [...WRITE_OPTIONS, 'updates'],
    run: (call) => statements(call, 'updates', updateStatement),
  },
  delete: {
    options: [...WRITE_OPTIONS, 'deletes'],
    run: (call) => statements(call, 'deletes', deleteStatement),
  },
  findAndModify: {
    options: [
      ...WRITE_OPTIONS,
      'query',
      'update',
      'remove',
      'new',
      'upsert',
      'fields',
      'sort',
      'hint',
      'arrayFilters',
      'collation',
    ],
    run: findAndModify,
  },
};

interface WriteError {
  index: number;
  code: number;
  errmsg: string;
  [detail: string]: unknown;
}

function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof MongoError)) throw error;
  return { index, code: error.code, ...error.details, errmsg: error.message };
}

function checkBatch(size: number): void {
  if (size === 0 || size > MAX_BATCH) {
    throw new MongoError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${size} operations.`);
  }
}

export const openCollection = ({ engine }: Call, ns: string): Collection =>
  engine.catalog.get(ns) ?? engine.catalog.create(checkedNewNamespace(ns));

async function insert(call: Call): Promise<Doc> {
  const ns = checkedNewNamespace(namespace(call));
  const documents = docsOption(call.command, 'documents');
  checkBatch(documents.length);
  const ordered = call.command.ordered !== false;
  const writeErrors: WriteError[] = [];
  let [next, n] = [0, 0];
  while (next < documents.length) {
    const slice = await call.engine.storage.write(() => insertSlice(call, ns, documents, next, ordered));
    [next, n] = [slice.next, n + slice.n];
    writeErrors.push(...slice.errors);
  }
  return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
}

function insertSlice(call: Call, ns: string, documents: Doc[], start: number, ordered: boolean) {
  const collection = openCollection(call, ns);
  const end = performance.now() + SLICE_MS;
  const errors: WriteError[] = [];
  let [next, n] = [start, 0];
  while (next < documents.length && performance.now() < end) {
    try {
      call.engine.records.insert(collection, documents[next] as Doc);
      n++;
    } catch (error) {
      errors.push(writeError(next, error));
      if (ordered) return { next: documents.length, n, errors };
    }
    next++;
  }
  return { next, n, errors };
}

interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
}

async function statements(
  call: Call,
  field: 'updates' | 'deletes',
  run: (call: Call, ns: string, statement: Doc) => Promise<Outcome>,
): Promise<Doc> {
  const ns = namespace(call);
  const list = docsOption(call.command, field);
  checkBatch(list.length);
  const ordered = call.command.ordered !== false;
  const writeErrors: WriteError[] = [];
  const upserted: Doc[] = [];
  let [n, nModified] = [0, 0];
  for (const [index, statement] of list.entries()) {
    try {
      const outcome = await run(call, ns, statement);
      n += outcome.matched;
      nModified += outcome.modified;
      if ('upserted' in outcome) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      writeErrors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return {
    n,
    ...(field === 'updates' ? { nModified } : {}),
    ...(upserted.length > 0 ? { upserted } : {}),
    ...(writeErrors.length > 0 ? { writeErrors } : {}),
    ok: 1,
  };
}

const UPDATE_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort'];

function checkFields(name: string, statement: Doc, known: string[]): void {
  const unknown = Object.keys(statement).find((field) => !known.includes(field));
  if (unknown) throw new MongoError(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
}

async function updateStatement(call: Call, ns: string, statement: Doc): Promise<Outcome> {
  checkFields('update.updates', statement, UPDATE_FIELDS);
  refuseCollation(statement);
  const multi = truthy(statement.multi);
  const query: Query = {
    filter: docOption(statement, 'q') ?? {},
    hint: statement.hint,
    sort: sortOption(statement),
    variables: docOption(call.command, 'let') ?? {},
    most: multi ? undefined : 1,
  };
  if (multi && query.sort) throw failedToParse('Cannot specify sort with multi=true');
  const isReplacement = isDoc(statement.u) && !Object.keys(statement.u).some((name) => name.startsWith('$'));
  if (multi && isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update');
  const { apply, insert: upsert } = preparedUpdate(call, ns, statement.u, query, statement);
  const outcome: Outcome = { matched: 0, modified: 0 };
  await change(
    call,
    ns,
    query,
    multi,
    (collection, stored) => {
      outcome.matched++;
      if (apply(collection, stored).changed) outcome.modified++;
    },
    truthy(statement.upsert)
      ? () => {
          outcome.upserted = upsert()._id;
          outcome.matched++;
        }
      : undefined,
  );
  return outcome;
}

/** An update ready to be applied to stored documents, or to make a new one. */
function preparedUpdate(call: Call, ns: string, spec: unknown, query: Query, options: Doc) {
  const update = compileUpdate(spec);
  const arrayFilters = options.arrayFilters === undefined ? [] : docsOption(options, 'arrayFilters');
  checkArrayFilters(spec, arrayFilters);
  const constants = docOption(options, 'c') ?? {};
  const context: UpdateContext = {
    now: call.now,
    query: query.filter,
    arrayFilters,
    variables: { ...query.variables, ...constants },
  };
  const { records } = call.engine;
  return {
    apply: (collection: Collection, stored: Stored): { doc: Doc; changed: boolean } => {
      const doc = update(stored.doc, context);
      return { doc, changed: records.replace(collection, stored, doc) };
    },
    insert: (): Doc => records.insert(openCollection(call, ns), upsertDocument(update, spec, context)),
  };
}

function checkArrayFilters(spec: unknown, arrayFilters: Doc[]): void {
  if (arrayFilters.length === 0) return;
  if (Array.isArray(spec)) throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
  const paths = isDoc(spec)
    ? Object.values(spec).flatMap((fields) => (isDoc(fields) ? Object.keys(fields) : []))
    : [];
  const seen = new Set<string>();
  for (const filter of arrayFilters) {
    const names = new Set(Object.keys(filter).map((path) => path.split('.')[0] ?? ''));
    const [name = ''] = names;
    if (names.size > 1)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    if (seen.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    seen.add(name);
    if (!paths.some((path) => path.includes(`$[${name}]`))) {
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${JSON.stringify(spec)}`,
      );
    }
  }
}

async function deleteStatement(call: Call, ns: string, statement: Doc): Promise<Outcome> {
  checkFields('delete.deletes', statement, ['q', 'limit', 'hint', 'collation']);
  refuseCollation(statement);
  const limit = toNumber(statement.limit);
  if (limit !== 0 && limit !== 1)
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const outcome: Outcome = { matched: 0, modified: 0 };
  const query: Query = {
    filter: docOption(statement, 'q') ?? {},
    hint: statement.hint,
    variables: docOption(call.command, 'let') ?? {},
  };
  await change(call, ns, query, limit === 0, (collection, stored) => {
    call.engine.records.remove(collection, stored);
    outcome.matched++;
  });
  return outcome;
}

type Visit = (collection: Collection, stored: Stored) => void;

/**
 * Finds documents and changes each in the same write, so that nothing comes between. When finding takes long it
 * is done outside, letting others go on, and every document is tested again before it is changed.
 */
async function change(
  call: Call,
  ns: string,
  query: Query,
  multi: boolean,
  visit: Visit,
  whenNone?: () => void,
): Promise<void> {
  const { engine } = call;
  const match = matcher(query.filter, query.variables);
  const quick = await engine.storage.write(() => {
    const collection = engine.catalog.get(ns);
    const found = collection ? collect(engine, collection, query, multi) : [];
    if (!found) return false;
    for (const stored of found) if (collection) visit(collection, stored);
    if (found.length === 0) whenNone?.();
    return true;
  });
  while (!quick) {
    const records = await locate(call, ns, query, multi);
    let [next, changed] = [0, 0];
    while (next < records.length) {
      await engine.storage.write(() => {
        const collection = engine.catalog.get(ns);
        const end = performance.now() + SLICE_MS;
        for (; next < records.length && performance.now() < end; next++) {
          const stored = collection && engine.records.read(collection, records[next] as number);
          if (!stored || !match(stored.doc)) continue;
          visit(collection, stored);
          changed++;
        }
      });
    }
    if (records.length === 0 && whenNone) await engine.storage.write(whenNone);
    if (multi || changed > 0 || records.length === 0) return;
  }
}

function collect(
  engine: Call['engine'],
  collection: Collection,
  query: Query,
  multi: boolean,
): Stored[] | undefined {
  const found: Stored[] = [];
  let pauses = 0;
  for (const stored of walk(engine, collection, query)) {
    if (stored === PAUSE) {
      if (++pauses > MOST_PAUSES) return undefined;
    } else {
      found.push(stored);
      if (!multi) break;
    }
  }
  return found;
}

async function locate(call: Call, ns: string, query: Query, multi: boolean): Promise<number[]> {
  const collection = call.engine.catalog.get(ns);
  const records: number[] = [];
  if (!collection) return records;
  for await (const { record } of pausing(walk(call.engine, collection, query), call.checkTime)) {
    records.push(record);
    if (!multi) break;
  }
  return records;
}

async function findAndModify(call: Call): Promise<Doc> {
  const { command, engine } = call;
  const ns = namespace(call);
  refuseCollation(command);
  const [remove, upsert, returnNew] = [truthy(command.remove), truthy(command.upsert), truthy(command.new)];
  if (remove && command.update !== undefined)
    throw failedToParse('Cannot specify both an update and remove=true');
  if (!remove && command.update === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
  if (remove && upsert) throw failedToParse('Cannot specify both upsert=true and remove=true ');
  if (remove && returnNew)
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  const query: Query = {
    filter: docOption(command, 'query') ?? {},
    sort: sortOption(command),
    hint: command.hint,
    variables: docOption(command, 'let') ?? {},
    most: 1,
  };
  const fields = docOption(command, 'fields');
  const project =
    fields && Object.keys(fields).length > 0
      ? projection(fields, { query: query.filter })
      : (doc: Doc) => doc;
  let value: Doc | null = null;
  let lastErrorObject: Doc = { n: 0, ...(remove ? {} : { updatedExisting: false }) };
  if (remove) {
    await change(call, ns, query, false, (collection, stored) => {
      value = project(stored.doc);
      engine.records.remove(collection, stored);
      lastErrorObject = { n: 1 };
    });
    return { lastErrorObject, value, ok: 1 };
  }
  const { apply, insert: upsertOne } = preparedUpdate(call, ns, command.update, query, command);
  await change(
    call,
    ns,
    query,
    false,
    (collection, stored) => {
      const before = returnNew ? undefined : project(decode(stored.bytes));
      const { doc } = apply(collection, stored);
      value = before ?? project(doc);
      lastErrorObject = { n: 1, updatedExisting: true };
    },
    upsert
      ? () => {
          const doc = upsertOne();
          value = returnNew ? project(doc) : null;
          lastErrorObject = { n: 1, updatedExisting: false, upserted: doc._id };
        }
      : undefined,
  );
  return { lastErrorObject, value, ok: 1 };
}
