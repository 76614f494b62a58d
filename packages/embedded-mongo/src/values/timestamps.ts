import { Timestamp } from 'bson';
import type { Doc } from './bson-document.ts';

let last = { t: 0, i: 0 };

/** The time, and no other answer like it. */
export function nextTimestamp(now: Date): Timestamp {
  const t = Math.max(Math.floor(now.getTime() / 1000), last.t);
  last = { t, i: t === last.t ? last.i + 1 : 1 };
  return new Timestamp(last);
}

const isEmpty = (value: unknown) => value instanceof Timestamp && value.isZero();

/** To MongoDB an empty timestamp stands for the time of the write; in `_id` and further inside it is a value. */
export function withTimes(doc: Doc, now: Date): Doc {
  const empty = Object.keys(doc).filter((name) => name !== '_id' && isEmpty(doc[name]));
  if (empty.length === 0) return doc;
  return { ...doc, ...Object.fromEntries(empty.map((name) => [name, nextTimestamp(now)])) };
}
