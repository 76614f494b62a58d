import { BSONRegExp } from 'bson';
import type { Index } from '../storage/index-keys.ts';
import { idPrefix } from '../storage/storage-keys.ts';
import { type Doc, isDoc, isOperatorDoc, toNumber, truthy } from '../values/bson-document.ts';
import type { KeyField } from '../values/tuples.ts';
import { orderedBytes, RANK, rankOf } from '../values/value-order.ts';

export interface Range {
  low: Buffer;
  high: Buffer;
}

/** Parts of an index key: [low, high) for one field, on the bytes of that field alone. */
export interface Bounds {
  points?: unknown[];
  low?: { value: unknown; open: boolean };
  high?: { value: unknown; open: boolean };
}

/** What the filter says of each field by equality and range; anything else is left to the filter itself. */
export function collectBounds(filter: Doc, found = new Map<string, Bounds>()): Map<string, Bounds> {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition))
      for (const part of condition as Doc[]) collectBounds(part, found);
    if (name.startsWith('$')) continue;
    const bounds = found.get(name) ?? {};
    if (isOperatorDoc(condition))
      for (const [operator, operand] of Object.entries(condition)) narrow(bounds, operator, operand);
    else narrow(bounds, '$eq', condition);
    if (bounds.points || bounds.low || bounds.high) found.set(name, bounds);
  }
  return found;
}

export const usable = (value: unknown) =>
  !(value instanceof BSONRegExp) && !(value instanceof RegExp) && !Array.isArray(value);

function narrow(bounds: Bounds, operator: string, operand: unknown): void {
  if (operator === '$eq' && usable(operand)) bounds.points ??= [operand];
  if (operator === '$in' && Array.isArray(operand) && operand.every(usable)) {
    bounds.points ??= operand;
    return;
  }
  if (!rangeable(operand)) return;
  if (operator === '$gt' || operator === '$gte') bounds.low ??= { value: operand, open: operator === '$gt' };
  if (operator === '$lt' || operator === '$lte') bounds.high ??= { value: operand, open: operator === '$lt' };
}

const RANGEABLE: number[] = [
  RANK.number,
  RANK.string,
  RANK.date,
  RANK.objectId,
  RANK.boolean,
  RANK.timestamp,
];

const rangeable = (value: unknown) =>
  RANGEABLE.includes(rankOf(value)) && !Number.isNaN(toNumber(value) ?? 0);

export function excludesNull(condition: unknown, bound: Bounds | undefined): boolean {
  if (isDoc(condition) && truthy(condition.$exists)) return true;
  if (bound?.points) return bound.points.every((point) => point !== null && point !== undefined);
  return bound?.low !== undefined || bound?.high !== undefined;
}

export function rangeFor(
  index: Index,
  prefix: Buffer,
  last: { field: KeyField; bounds: Bounds } | undefined,
): Range {
  const base = idPrefix(index.id, prefix);
  const low = cutBound(base);
  if (!last) return { low, high: after(low) };
  const { field, bounds } = last;
  // One array can meet the lower bound with one element and the upper with another.
  const upper = index.multikey && bounds.low ? undefined : bounds.high;
  const rank = rankOf((bounds.low ?? bounds.high)?.value);
  let from = bounds.low ? edge(bounds.low.value, bounds.low.open) : Buffer.from([rank]);
  let to = upper ? edge(upper.value, !upper.open) : Buffer.from([rank + 1]);
  if (field.descending) [from, to] = [flip(to), after(flip(from))];
  return { low: cutBound(Buffer.concat([base, from])), high: cutBound(Buffer.concat([base, to]), true) };
}

/** The bytes just before, or just after, all keys that begin with this value. */
function edge(value: unknown, behind: boolean): Buffer {
  const bytes = orderedBytes(value);
  return behind ? after(bytes) : bytes;
}

/** Reversed fields are stored complemented, so the bounds change places and the bytes next to them too. */
function flip(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

/** The first bytes after everything that begins with these. */
function after(bytes: Buffer): Buffer {
  const next = Buffer.from(bytes);
  for (let i = next.length - 1; i >= 0; i--) {
    const byte = next[i] ?? 0;
    if (byte < 0xff) {
      next[i] = byte + 1;
      return next.subarray(0, i + 1);
    }
  }
  return Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]);
}

const LONGEST_BOUND = 850;

/** Stored keys may be cut: a long bound is widened to its beginning. */
function cutBound(bound: Buffer, high = false): Buffer {
  if (bound.length <= LONGEST_BOUND) return bound;
  const start = bound.subarray(0, LONGEST_BOUND);
  return high ? after(start) : start;
}
