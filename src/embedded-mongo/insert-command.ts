import type { Doc } from './bson-document.ts';
import { openCollection, SLICE_MS } from './change.ts';
import { type Call, checkedNewNamespace, docsOption, namespace } from './command.ts';
import { checkBatch, type WriteError, writeError } from './write-reply.ts';

export async function insert(call: Call): Promise<Doc> {
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
