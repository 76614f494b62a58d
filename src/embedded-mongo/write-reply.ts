import type { Doc } from './bson-document.ts';
import { type Call, docsOption, namespace } from './command.ts';
import { MongoError } from './errors.ts';

const MAX_BATCH = 100_000;

export interface WriteError {
  index: number;
  code: number;
  errmsg: string;
  [detail: string]: unknown;
}

export function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof MongoError)) throw error;
  return { index, code: error.code, ...error.details, errmsg: error.message };
}

export function checkBatch(size: number): void {
  if (size === 0 || size > MAX_BATCH) {
    throw new MongoError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${size} operations.`);
  }
}

export interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
}

export async function statements(
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
