import { MongoError } from '../errors.ts';
import { type Doc, isDoc } from './bson-document.ts';
import { KeyWriter } from './key-writer.ts';
import { isIndex, splitPath } from './path.ts';
import { EMPTY_ARRAY, writeValue } from './value-order.ts';

/** A field of an index or of a sort. */
export interface KeyField {
  path: string;
  parts: string[];
  descending: boolean;
}

export const keyFields = (key: Doc): KeyField[] =>
  Object.entries(key).map(([path, direction]) => ({
    path,
    parts: splitPath(path),
    descending: Number(direction) < 0,
  }));

/** The values of several fields together: more than one tuple where a field leads through an array. */
export const documentTuples = (fields: KeyField[], doc: Doc): unknown[][] =>
  keyTuples(fields.map(({ parts }) => ({ value: doc, parts, at: 0 })));

/** Where the walk along one field's path stands. */
interface Place {
  value: unknown;
  parts: string[];
  at: number;
  done?: boolean;
}

function keyTuples(start: Place[]): unknown[][] {
  const places = start.map(advance);
  const arrays = new Set(
    places.filter(({ value, done }) => Array.isArray(value) && !done).map(({ value }) => value),
  );
  if (arrays.size === 0) return [places.map(({ value }) => value)];
  if (arrays.size > 1) {
    const names = places.filter(({ value }) => arrays.has(value)).map(({ parts }) => `[${parts.at(-1)}]`);
    throw new MongoError(171, `cannot index parallel arrays ${names.join(' ')}`);
  }
  const [array] = [...arrays] as unknown[][];
  const inArray = (place: Place) => place.value === array && !place.done;
  if (!array || array.length === 0) {
    return [places.map((place) => (inArray(place) ? afterEmpty(place) : place.value))];
  }
  return array.flatMap((item) =>
    keyTuples(places.map((place) => (inArray(place) ? into(place, item) : place))),
  );
}

const afterEmpty = ({ parts, at }: Place) => (at === parts.length ? EMPTY_ARRAY : undefined);

/** An array inside an array is a value of its own, and is not looked into. */
function into({ parts, at }: Place, item: unknown): Place {
  if (at === parts.length) return { value: item, parts, at, done: true };
  return isDoc(item) ? { value: item, parts, at } : { value: undefined, parts, at, done: true };
}

function advance(place: Place): Place {
  let { value, at } = place;
  const { parts, done } = place;
  if (done) return place;
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
export function tupleBytes(fields: KeyField[], values: unknown[]): Buffer {
  for (const [i, value] of values.entries()) writePart(value, fields[i]?.descending ?? false);
  return writer.take();
}
