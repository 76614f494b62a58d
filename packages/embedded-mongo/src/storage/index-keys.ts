import { createHash } from 'node:crypto';
import type { Match } from '../filter/match.ts';
import type { Doc } from '../values/bson-document.ts';
import { documentTuples, type KeyField, tupleBytes } from '../values/tuples.ts';
import { EMPTY_ARRAY } from '../values/value-order.ts';

/** LMDB's keys are short: longer ones are cut and end in a hash, which keeps equality but not order. */
const LONGEST_KEY = 900;
const HASH_BYTES = 32;

export interface Index {
  id: number;
  name: string;
  key: Doc;
  fields: KeyField[];
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
