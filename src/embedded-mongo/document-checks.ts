import { type Doc, encode, isDoc, MAX_DOCUMENT_BYTES } from './bson-document.ts';
import type { Collection } from './catalog.ts';
import { MongoError } from './errors.ts';

const DEEPEST_NESTING = 100;

export function checkedBytes(collection: Collection, doc: Doc, inserting: boolean): Uint8Array {
  checkId(doc._id);
  checkDepth(doc);
  if (collection.validator && !collection.validator(doc) && collection.options.validationAction !== 'warn') {
    throw new MongoError(121, 'Document failed validation', {
      errInfo: { failingDocumentId: doc._id, details: { operatorName: '$expr' } },
    });
  }
  const bytes = encode(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(bytes.length, inserting);
  return bytes;
}

function tooLarge(size: number, inserting: boolean): MongoError {
  if (!inserting)
    return new MongoError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
  return new MongoError(
    2,
    `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`,
  );
}

function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new MongoError(53, "The '_id' value cannot be of type array");
  if (typeof id === 'object' && id !== null && '_bsontype' in id && id._bsontype === 'BSONRegExp') {
    throw new MongoError(53, "The '_id' value cannot be of type regex");
  }
  if (isDoc(id) && Object.keys(id).some((name) => name.startsWith('$'))) {
    throw new MongoError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${Object.keys(id)[0]} is not valid for storage.`,
    );
  }
}

function checkDepth(value: unknown, depth = 1): void {
  if (depth > DEEPEST_NESTING) {
    throw new MongoError(15, `Document exceeds maximum nesting depth of ${DEEPEST_NESTING}`);
  }
  if (Array.isArray(value)) for (const item of value) checkDepth(item, depth + 1);
  else if (isDoc(value))
    for (const item of Object.values(value)) if (typeof item === 'object') checkDepth(item, depth + 1);
}
