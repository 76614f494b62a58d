import { badValue, MongoError } from '../errors.ts';
import type { Doc } from './bson-document.ts';
import { documentTuples, type KeyField, keyFields, tupleBytes } from './tuples.ts';

/** The bytes by which a document sorts: the first of those that it would have in an index with these fields. */
export function sortKey(sort: Doc): (doc: Doc) => Buffer {
  const fields = keyFields(sort);
  return (doc) =>
    tuplesOf(fields, doc)
      .map((values) => tupleBytes(fields, values))
      .reduce((first, key) => (Buffer.compare(key, first) < 0 ? key : first));
}

function tuplesOf(fields: KeyField[], doc: Doc): unknown[][] {
  try {
    return documentTuples(fields, doc);
  } catch (error) {
    if (error instanceof MongoError) throw badValue('cannot sort with keys that are parallel arrays');
    throw error;
  }
}
