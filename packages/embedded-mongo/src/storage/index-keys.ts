import { createHash } from 'node:crypto';
import { MongoError } from '../errors.ts';
import type { Match } from '../query/match.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';
import { isIndex, splitPath } from '../values/path.ts';
import { EMPTY_ARRAY, KeyWriter, writeValue } from '../values/value-order.ts';

/** LMDB's keys are short: longer ones are cut and end in a hash, which keeps equality but not order. */
const LONGEST_KEY = 900;
const HASH_BYTES = 32;

export interface IndexField {
  path: string;
  parts: string[];
  descending: boolean;
}

export interface Index {
  id: number;
  name: string;
  key: Doc;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  partialFilter: Doc | undefined;
  partial: Match | undefined;
  expireAfterSeconds: number | undefined;
  hidden: boolean;
  /** Some document has an array under one of the fields. */
  multikey: boolean;
  /** Some key was cut, so that the order of the entries is not the order of the values. */
  cut: boolean;
}

export interface IndexKey {
  bytes: Buffer;
  values: unknown[];
}

const writer = new KeyWriter();

export function writeKeyPart(value: unknown, descending: boolean): Buffer {
  writePart(value, descending);
  return writer.take();
}

function writePart(value: unknown, descending: boolean): void {
  const start = writer.length;
  if (value === EMPTY_ARRAY) writer.byte(0x0a);
  else writeValue(writer, value);
  if (descending) writer.complementFrom(start);
}

/** The bytes by which values order together, each in its field's direction. */
export function tupleBytes(fields: IndexField[], values: unknown[]): Buffer {
  for (const [i, value] of values.entries()) writePart(value, fields[i]?.descending ?? false);
  return writer.take();
}

function cutKey(bytes: Buffer): Buffer {
  if (bytes.length <= LONGEST_KEY) return bytes;
  const hash = createHash('sha256').update(bytes).digest();
  return Buffer.concat([bytes.subarray(0, LONGEST_KEY - HASH_BYTES), hash]);
}

/** The keys one document has in an index: one, none (sparse, partial), or one for each element of an array. */
export function indexKeys(index: Index, doc: Doc): IndexKey[] {
  if (index.partial && !index.partial(doc)) return [];
  const tuples = documentTuples(index.fields, doc);
  if (index.sparse && tuples.every((values) => values.every((value) => value === undefined))) return [];
  if (tuples.length > 1) index.multikey = true;
  const keys = new Map<string, IndexKey>();
  for (const values of tuples) {
    const whole = tupleBytes(index.fields, values);
    const bytes = cutKey(whole);
    if (bytes !== whole) index.cut = true;
    if (values.includes(EMPTY_ARRAY)) index.multikey = true;
    keys.set(bytes.toString('latin1'), { bytes, values });
  }
  return [...keys.values()];
}

/** The values of several fields together: more than one tuple where a field leads through an array. */
export const documentTuples = (fields: IndexField[], doc: Doc): unknown[][] =>
  keyTuples(fields.map(({ parts }) => ({ value: doc, parts, at: 0 })));

/** Where the walk along one field's path stands. */
interface Cursor {
  value: unknown;
  parts: string[];
  at: number;
  done?: boolean;
}

function keyTuples(start: Cursor[]): unknown[][] {
  const cursors = start.map(advance);
  const arrays = new Set(
    cursors.filter(({ value, done }) => Array.isArray(value) && !done).map(({ value }) => value),
  );
  if (arrays.size === 0) return [cursors.map(({ value }) => value)];
  if (arrays.size > 1) {
    const names = cursors.filter(({ value }) => arrays.has(value)).map(({ parts }) => `[${parts.at(-1)}]`);
    throw new MongoError(171, `cannot index parallel arrays ${names.join(' ')}`);
  }
  const [array] = [...arrays] as unknown[][];
  const inArray = (cursor: Cursor) => cursor.value === array && !cursor.done;
  if (!array || array.length === 0) {
    return [cursors.map((cursor) => (inArray(cursor) ? afterEmpty(cursor) : cursor.value))];
  }
  return array.flatMap((item) =>
    keyTuples(cursors.map((cursor) => (inArray(cursor) ? into(cursor, item) : cursor))),
  );
}

const afterEmpty = ({ parts, at }: Cursor) => (at === parts.length ? EMPTY_ARRAY : undefined);

/** An array inside an array is a value of its own, and is not looked into. */
function into({ parts, at }: Cursor, item: unknown): Cursor {
  if (at === parts.length) return { value: item, parts, at, done: true };
  return isDoc(item) ? { value: item, parts, at } : { value: undefined, parts, at, done: true };
}

function advance(cursor: Cursor): Cursor {
  let { value, at } = cursor;
  const { parts, done } = cursor;
  if (done) return cursor;
  while (at < parts.length) {
    const part = parts[at] as string;
    if (Array.isArray(value)) {
      if (!isIndex(part)) break;
      value = value[Number(part)];
    } else if (isDoc(value) && Object.hasOwn(value, part)) value = value[part];
    else return { value: undefined, parts, at, done: true };
    at++;
  }
  return { value, parts, at };
}

export const indexFields = (key: Doc): IndexField[] =>
  Object.entries(key).map(([path, direction]) => ({
    path,
    parts: splitPath(path),
    descending: Number(direction) < 0,
  }));
