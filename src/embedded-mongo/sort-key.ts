import { type Doc, toNumber } from './bson-document.ts';
import { splitPath, valuesAt } from './path.ts';
import { EMPTY_ARRAY, KeyWriter, writeValue } from './value-order.ts';

const writer = new KeyWriter();

/** The bytes by which a document sorts: an array counts by its least element, or its greatest when descending. */
export function sortKey(sort: Doc): (doc: Doc) => Buffer {
  const fields = Object.entries(sort).map(([path, direction]) => ({
    parts: splitPath(path),
    descending: (toNumber(direction) ?? 1) < 0,
  }));
  return (doc) => {
    for (const { parts, descending } of fields) {
      const start = writer.length;
      writeExtreme(valuesAt(doc, parts).flatMap(elements), descending);
      if (descending) writer.complementFrom(start);
    }
    return writer.take();
  };
}

const elements = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value.length === 0 ? [EMPTY_ARRAY] : value) : [value];

function writeExtreme(values: unknown[], greatest: boolean): void {
  if (values.length <= 1) {
    writeSortValue(values[0]);
    return;
  }
  const start = writer.length;
  const keys = values.map((value) => {
    writeSortValue(value);
    const key = Buffer.from(writer.bytes.subarray(start, writer.length));
    writer.length = start;
    return key;
  });
  const chosen = keys.reduce((best, key) => (Buffer.compare(key, best) < 0 === greatest ? best : key));
  writer.raw(chosen);
}

function writeSortValue(value: unknown): void {
  if (value === EMPTY_ARRAY) writer.byte(0x0a);
  else writeValue(writer, value);
}
