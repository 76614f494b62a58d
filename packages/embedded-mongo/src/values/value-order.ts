import { Binary, BSONRegExp, Code, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { type Doc, isNumeric, toNumber } from './bson-document.ts';
import { KeyWriter } from './key-writer.ts';
import { decimalParts, writeNumber } from './number-order.ts';

/**
 * Every value becomes bytes whose plain byte order is MongoDB's comparison order, and no value's bytes are a
 * prefix of another's. Index keys, sorting, grouping and equality all go by these bytes, so they cannot disagree.
 */
export const RANK = {
  minKey: 0x05,
  emptyArray: 0x0a,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  binary: 0x50,
  objectId: 0x58,
  boolean: 0x60,
  date: 0x68,
  timestamp: 0x6c,
  regex: 0x70,
  code: 0x78,
  maxKey: 0xf0,
} as const;

/** An empty array has an index key of its own, below null. */
export const EMPTY_ARRAY = Symbol('empty array');

export function rankOf(value: unknown): number {
  if (value === undefined || value === null) return RANK.null;
  if (typeof value === 'string') return RANK.string;
  if (typeof value === 'boolean') return RANK.boolean;
  if (value === EMPTY_ARRAY) return RANK.emptyArray;
  if (isNumeric(value)) return RANK.number;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Binary || value instanceof Uint8Array) return RANK.binary;
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof BSONRegExp || value instanceof RegExp) return RANK.regex;
  if (value instanceof MinKey) return RANK.minKey;
  if (value instanceof MaxKey) return RANK.maxKey;
  return value instanceof Code ? RANK.code : RANK.object;
}

export function writeValue(out: KeyWriter, value: unknown): void {
  const rank = rankOf(value);
  out.byte(rank);
  writePayload(out, rank, value);
}

const PAYLOADS: Record<number, (out: KeyWriter, value: unknown) => void> = {
  [RANK.number]: (out, value) => writeNumber(out, toNumber(value) ?? 0, exactParts(value)),
  [RANK.string]: (out, value) => out.text(String(value)),
  [RANK.boolean]: (out, value) => out.byte(value ? 1 : 0),
  [RANK.date]: (out, value) => out.int64(dateMs(value as Date)),
  [RANK.objectId]: (out, value) => out.raw((value as ObjectId).id),
  [RANK.array]: (out, value) => writeArray(out, value as unknown[]),
  [RANK.object]: (out, value) => writeObject(out, value as Doc),
  [RANK.binary]: (out, value) => writeBinary(out, value as Binary | Uint8Array),
  [RANK.timestamp]: (out, value) =>
    out.int64(BigInt.asUintN(64, (value as Timestamp).toBigInt()) - 2n ** 63n),
  [RANK.regex]: (out, value) => writeRegex(out, value as BSONRegExp | RegExp),
  [RANK.code]: (out, value) => out.text(String((value as Code).code)),
};

const writePayload = (out: KeyWriter, rank: number, value: unknown) => PAYLOADS[rank]?.(out, value);

function writeArray(out: KeyWriter, items: unknown[]): void {
  for (const item of items) writeValue(out, item);
  out.byte(0);
}

const dateMs = (date: Date) => (Number.isNaN(date.getTime()) ? -(2n ** 63n) : BigInt(date.getTime()));

/** Objects compare field by field: first the value's type, then the name, then the value. */
function writeObject(out: KeyWriter, value: Doc): void {
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const rank = rankOf(item);
    out.byte(rank);
    out.text(name);
    writePayload(out, rank, item);
  }
  out.byte(0);
}

function writeBinary(out: KeyWriter, value: Binary | Uint8Array): void {
  const bytes = value instanceof Binary ? value.buffer.subarray(0, value.position) : value;
  out.uint32(bytes.length);
  out.byte(value instanceof Binary ? value.sub_type : 0);
  out.raw(bytes);
}

function writeRegex(out: KeyWriter, value: BSONRegExp | RegExp): void {
  out.text(value instanceof RegExp ? value.source : value.pattern);
  out.text(value instanceof RegExp ? value.flags : value.options);
}

function exactParts(value: unknown) {
  if (typeof value === 'bigint') return decimalParts(value.toString());
  if (value instanceof Long || value instanceof Decimal128) return decimalParts(value.toString());
  return undefined;
}

const writer = new KeyWriter();

export function orderedBytes(value: unknown): Buffer {
  writeValue(writer, value);
  return writer.take();
}

/** The same bytes as a string, for Maps and Sets. */
export function orderedKey(value: unknown): string {
  writeValue(writer, value);
  const key = writer.bytes.toString('latin1', 0, writer.length);
  writer.length = 0;
  return key;
}

export const compareValues = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' && a === b
    ? 0
    : Buffer.compare(orderedBytes(a), orderedBytes(b));
