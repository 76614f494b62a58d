import { BSONRegExp } from 'bson';
import { MongoError, notSupported } from '../errors.ts';
import { type Doc, encode, isDoc, MAX_DOCUMENT_BYTES } from '../values/bson-document.ts';
import type { Collection } from './catalog.ts';

const DEEPEST_NESTING = 100;

export function checkedBytes(collection: Collection, doc: Doc, inserting: boolean): Uint8Array {
  checkId(doc._id);
  checkDepth(doc);
  const { validationAction, validationLevel } = collection.options;
  const isEnforced = validationAction !== 'warn' && validationLevel !== 'off';
  if (isEnforced && collection.validator?.(doc) === false) {
    const errInfo = { failingDocumentId: doc._id, details: { operatorName: '$expr' } };
    throw new MongoError(121, 'Document failed validation', { errInfo });
  }
  const bytes = encode(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    const message = `A document of ${bytes.length} bytes is larger than ${MAX_DOCUMENT_BYTES}`;
    throw new MongoError(inserting ? 2 : 17419, message);
  }
  return bytes;
}

function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new MongoError(53, "The '_id' value cannot be of type array");
  if (id instanceof BSONRegExp) throw new MongoError(53, "The '_id' value cannot be of type regex");
  const dollar = isDoc(id) && Object.keys(id).find((name) => name.startsWith('$'));
  if (dollar) throw new MongoError(52, `The field '${dollar}' of _id may not begin with '$'`);
}

function checkDepth(value: unknown, depth = 1): void {
  if (depth > DEEPEST_NESTING)
    throw new MongoError(15, `Document exceeds maximum nesting depth of ${DEEPEST_NESTING}`);
  if (value instanceof Date && Number.isNaN(value.getTime()))
    throw notSupported('keeps no dates beyond 275,760 years before and after 1970');
  const inner = Array.isArray(value) ? value : isDoc(value) ? Object.values(value) : [];
  for (const item of inner) if (typeof item === 'object') checkDepth(item, depth + 1);
}
