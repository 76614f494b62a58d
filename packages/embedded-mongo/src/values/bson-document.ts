import {
  Binary,
  BSONRegExp,
  DBRef,
  Decimal128,
  Double,
  deserialize,
  EJSON,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { MongoError } from '../errors.ts';

export type Doc = { [key: string]: unknown };

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const MAX_MESSAGE_BYTES = 48_000_000;

const REFERENCE = Buffer.from('$ref\0');

/** Numbers keep their BSON types (Int32, Double, Long): an update must not turn a double into an int. */
export function decode(bytes: Uint8Array): Doc {
  try {
    const doc = deserialize(bytes, { promoteValues: false, promoteBuffers: false, bsonRegExp: true }) as Doc;
    const hasReference = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(REFERENCE);
    return hasReference ? (withoutReferences(doc) as Doc) : doc;
  } catch (cause) {
    throw new MongoError(22, `Invalid BSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** To MongoDB a reference is a document like any other; the library makes it one of its own kind. */
function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (value instanceof DBRef) {
    const { collection: $ref, oid: $id, db: $db, fields } = value;
    return withoutReferences({ $ref, $id, ...($db !== undefined && { $db }), ...fields });
  }
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutReferences(item)]));
}

export const encode = (doc: Doc): Uint8Array => serialize(doc, { ignoreUndefined: true });

export const isNil = (value: unknown): value is null | undefined => value === undefined || value === null;

export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !('_bsontype' in value);

/** What an operator is asked for, such as `{ $gt: 5 }`. */
export const isOperatorDoc = (value: unknown): value is Doc =>
  isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false) && !('$ref' in value && '$id' in value);

export const isNumeric = (value: unknown): value is number | bigint | Int32 | Double | Long | Decimal128 =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Int32 ||
  value instanceof Double ||
  value instanceof Decimal128 ||
  (value instanceof Long && !(value instanceof Timestamp));

/** A JavaScript number for any BSON number; undefined for everything else. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal128) return Number(value.toString());
  return value instanceof Long && !(value instanceof Timestamp) ? value.toNumber() : undefined;
}

/** What MongoDB takes for true in options and projections. */
export const truthy = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && toNumber(value) !== 0;

const TYPE_NAMES: [string, number, (value: unknown) => boolean][] = [
  ['double', 1, (v) => v instanceof Double || (typeof v === 'number' && !isInt32(v))],
  ['string', 2, (v) => typeof v === 'string'],
  ['object', 3, isDoc],
  ['array', 4, Array.isArray],
  ['binData', 5, (v) => v instanceof Binary],
  ['objectId', 7, (v) => v instanceof ObjectId],
  ['bool', 8, (v) => typeof v === 'boolean'],
  ['date', 9, (v) => v instanceof Date],
  ['null', 10, (v) => v === null],
  ['regex', 11, (v) => v instanceof BSONRegExp || v instanceof RegExp],
  ['int', 16, (v) => v instanceof Int32 || (typeof v === 'number' && isInt32(v))],
  ['timestamp', 17, (v) => v instanceof Timestamp],
  ['long', 18, (v) => typeof v === 'bigint' || (v instanceof Long && !(v instanceof Timestamp))],
  ['decimal', 19, (v) => v instanceof Decimal128],
  ['minKey', -1, (v) => v instanceof MinKey],
  ['maxKey', 127, (v) => v instanceof MaxKey],
  [
    'javascript',
    13,
    (v) => typeof v === 'object' && v !== null && '_bsontype' in v && v._bsontype === 'Code',
  ],
];

function isInt32(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
}

export const typeName = (value: unknown): string =>
  TYPE_NAMES.find(([, , is]) => is(value))?.[0] ?? 'undefined';

/** The test behind `$type`, for a name or a number; undefined when MongoDB has no such type. */
export function typeTest(type: unknown): ((value: unknown) => boolean) | undefined {
  if (type === 'number') return isNumeric;
  const number = toNumber(type);
  return TYPE_NAMES.find(([name, code]) => name === type || code === number)?.[2];
}

export const show = (value: unknown): string => EJSON.stringify(value, { relaxed: true });
