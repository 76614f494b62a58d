import { failedToParse, MongoError } from '../errors.ts';
import { isReplacement } from '../update/update.ts';
import type { Doc } from '../values/bson-document.ts';
import { withTimes } from '../values/timestamps.ts';
import { change, changeByUpdate, openCollection } from './change.ts';
import { type CollectionCall, type Commands, collectionCommand } from './command.ts';
import { findAndModify } from './find-and-modify.ts';
import { queryOf } from './find-query.ts';
import { CHOICE, reader } from './options.ts';

const MAX_BATCH = 100_000;
const BATCH = { flag: ['ordered'], refused: ['bypassDocumentValidation'] } as const;
const TIMED = { flag: ['ordered', 'bypassEmptyTsReplacement'] } as const;

interface WriteError extends Doc {
  index: number;
}

function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof MongoError)) throw error;
  return { index, code: error.code, ...error.details, errmsg: error.message };
}

function checkBatch({ length }: unknown[]): void {
  if (length === 0 || length > MAX_BATCH)
    throw new MongoError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${length}.`);
}

const ifAny = (name: string, list: unknown[]): Doc => (list.length > 0 ? { [name]: list } : {});

const insert = collectionCommand(
  { ...BATCH, ...TIMED, required: ['documents'], objects: ['documents'] },
  async (call, { documents, ordered = true, bypassEmptyTsReplacement }) => {
    checkBatch(documents);
    const timed = bypassEmptyTsReplacement ? documents : documents.map((doc) => withTimes(doc, call.now));
    const nothing: Inserted = { next: 0, n: 0, errors: [] };
    const { n, errors } = await call.engine.storage.inPieces(
      nothing,
      (before, mayGoOn) => insertPiece(call, timed, before, ordered, mayGoOn),
      {
        refused: ({ next, n, errors }, error) => ({
          next: documents.length,
          n,
          // What is there stays, and the client is told of each document that is not.
          errors: errors.concat(
            documents.slice(next, ordered ? next + 1 : undefined).map((_, i) => writeError(next + i, error)),
          ),
        }),
      },
    );
    return { n, ...ifAny('writeErrors', errors), ok: 1 };
  },
);

interface Inserted {
  next: number;
  n: number;
  errors: WriteError[];
}

function insertPiece(
  call: CollectionCall,
  documents: Doc[],
  before: Inserted,
  ordered: boolean,
  mayGoOn: () => boolean,
) {
  const collection = openCollection(call);
  const errors: WriteError[] = [];
  let { next, n } = before;
  for (; next < documents.length && mayGoOn(); next++) {
    try {
      call.engine.records.insert(collection, documents[next] as Doc);
      n++;
    } catch (error) {
      errors.push(writeError(next, error));
      if (ordered) next = documents.length;
    }
  }
  return {
    state: { next, n, errors: before.errors.concat(errors) },
    isDone: next >= documents.length,
  };
}

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: Doc | undefined;
}

/** Runs statements one after the other; the reply says of each that failed where it stood. */
async function batch<S>(
  statements: S[],
  ordered = true,
  run: (statement: S) => Promise<Outcome>,
): Promise<Doc> {
  checkBatch(statements);
  const writeErrors: WriteError[] = [];
  const upserts: Doc[] = [];
  let [n, nModified] = [0, 0];
  for (const [index, statement] of statements.entries()) {
    try {
      const { upserted, ...counts } = await run(statement);
      n += counts.n;
      nModified += counts.nModified ?? 0;
      if (upserted) upserts.push({ index, _id: upserted._id });
    } catch (error) {
      writeErrors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return { n, nModified, ...ifAny('upserted', upserts), ...ifAny('writeErrors', writeErrors), ok: 1 };
}

const readUpdate = reader({
  ...CHOICE,
  required: ['q', 'u'],
  object: ['q'],
  any: ['u'],
  flag: ['multi', 'upsert'],
  objects: ['arrayFilters'],
});

const update = collectionCommand(
  { ...BATCH, ...TIMED, required: ['updates'], objects: ['updates'], object: ['let'] },
  (call, { updates, ordered, bypassEmptyTsReplacement, let: variables = {} }) => {
    // A statement that cannot be read refuses the whole command, before anything is done.
    const statements = updates.map((statement) => readUpdate('update.updates', statement));
    return batch(statements, ordered, async (options) => {
      const { u: spec, multi } = options;
      if (multi && isReplacement(spec)) throw failedToParse('A replacement cannot be for several documents');
      const query = queryOf({ ...options, let: variables });
      const isChanged = (_stored: unknown, _doc: unknown, changed: boolean) => changed;
      const { results, inserted } = await changeByUpdate(
        call,
        query,
        { ...options, spec, bypassEmptyTsReplacement },
        isChanged,
      );
      const n = inserted ? 1 : results.length;
      return { n, nModified: results.filter(Boolean).length, upserted: inserted };
    });
  },
);

const readDeleteOptions = reader({
  ...CHOICE,
  required: ['q', 'limit'],
  object: ['q'],
  number: ['limit'],
});

function readDelete(statement: Doc) {
  const options = readDeleteOptions('delete.deletes', statement);
  if (options.limit !== 0 && options.limit !== 1)
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${options.limit}`);
  return options;
}

const remove = collectionCommand(
  { ...BATCH, required: ['deletes'], objects: ['deletes'], object: ['let'] },
  async (call, { deletes, ordered, let: variables = {} }) => {
    const { nModified: _, ...reply } = await batch(deletes.map(readDelete), ordered, async (options) => {
      const { results } = await change({
        call,
        query: queryOf({ ...options, let: variables }),
        multi: options.limit === 0,
        purpose: 'remove',
        visit: (collection, stored) => call.engine.records.remove(collection, stored),
      });
      return { n: results.length };
    });
    return reply;
  },
);

export const writeCommands: Commands = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
