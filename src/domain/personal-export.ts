import { csvOf } from './csv.ts';
import type { HandedFile } from './file-part.ts';

type Row = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Nothing nested: a column for each value, named by the way to it. */
const flat = (value: unknown, path: string): [string, string | number][] => {
  if (isPlain(value) || Array.isArray(value))
    return Object.entries(value).flatMap(([name, inner]) => flat(inner, path ? `${path}.${name}` : name));
  if (value === undefined || value === null) return [];
  if (typeof value === 'number') return [[path, value]];
  if (value instanceof Date) return [[path, value.toISOString()]];
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
};

const tableOf = (rows: readonly Row[]): (string | number)[][] => {
  const flatRows = rows.map((row) => new Map(flat(row, '')));
  const columns = [...new Set(flatRows.flatMap((row) => [...row.keys()]))];
  return [columns, ...flatRows.map((row) => columns.map((column) => row.get(column) ?? ''))];
};

/** Everything about a person as one file of JSON, and a table of each collection that has something. */
export const exportFiles = (data: ReadonlyMap<string, readonly Row[]>, madeAt: Date): HandedFile[] => {
  const day = madeAt.toISOString().slice(0, 10);
  const all = { madeAt: madeAt.toISOString(), ...Object.fromEntries(data) };
  const json = {
    name: `my-data-${day}.json`,
    mediaType: 'application/json',
    content: `${JSON.stringify(all, undefined, 2)}\n`,
  };
  const tables = [...data]
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => ({
      name: `${name}-${day}.csv`,
      mediaType: 'text/csv',
      content: csvOf(tableOf(rows)),
    }));
  return [json, ...tables];
};
