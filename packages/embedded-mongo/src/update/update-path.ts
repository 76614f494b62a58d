import { badValue, MongoError } from '../errors.ts';
import { type Doc, isDoc, show } from '../values/bson-document.ts';
import { child, getAt, isIndex, splitPath } from '../values/path.ts';

type Matched = (arrayPath: string) => number | undefined;
export type Filters = Map<string, (value: unknown) => boolean>;

/**
 * The places a path names in one document: every positional part is replaced by an index, `$` by that of the
 * element that the query matched, `$[name]` by those that its filter finds.
 */
export function concretePaths(doc: Doc, path: string, filters: Filters, matched: Matched): string[][] {
  let found: { node: unknown; parts: string[] }[] = [{ node: doc, parts: [] }];
  for (const part of splitPath(path)) {
    found = found.flatMap(({ node, parts }) => {
      const names =
        part === '$' ? [matchedName(parts.join('.'), matched)] : namesFor(node, part, parts, filters);
      return names.map((name) => ({ node: child(node, name), parts: [...parts, name] }));
    });
  }
  return found.map(({ parts }) => parts);
}

function matchedName(arrayPath: string, matched: Matched): string {
  const index = matched(arrayPath);
  if (index !== undefined) return String(index);
  throw badValue('The positional operator did not find the match needed from the query.');
}

function namesFor(node: unknown, part: string, at: string[], filters: Filters): string[] {
  if (!part.startsWith('$[')) return [part];
  if (!Array.isArray(node)) throw badValue(`Cannot apply array updates to '${at.join('.')}': ${show(node)}`);
  const filter = filters.get(part.slice(2, -1));
  return [...node.keys()].filter((index) => !filter || filter(node[index])).map(String);
}

export const crossesArray = (doc: Doc, parts: string[]): boolean =>
  parts.some((_, length) => Array.isArray(getAt(doc, parts.slice(0, length))));

/** The object or array that holds the last part; `create` makes what is missing on the way. */
function holder(doc: Doc, parts: string[], create: boolean): Doc | unknown[] | undefined {
  let node: Doc | unknown[] = doc;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    let next = child(node, part);
    if (next === undefined && create) {
      next = {};
      assign(node, part, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (create) throw notViable(parts[index + 1] ?? '', next);
      return undefined;
    }
    node = next;
  }
  return node;
}

const notViable = (part: string, node: unknown) =>
  new MongoError(28, `Cannot create field '${part}' in element ${show(node)}`);

function assign(node: Doc | unknown[], part: string, value: unknown): void {
  if (!Array.isArray(node)) {
    Object.defineProperty(node, part, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  if (!isIndex(part)) throw notViable(part, node);
  const index = Number(part);
  if (index > node.length + 1_500_000) throw badValue(`can't backfill more than 1500000 elements`);
  while (node.length < index) node.push(null);
  node[index] = value;
}

export function setAt(doc: Doc, parts: string[], value: unknown): void {
  const node = holder(doc, parts, true);
  if (node) assign(node, parts.at(-1) ?? '', value);
}

/** An array keeps its length: the element becomes null, as in MongoDB. */
export function unsetAt(doc: Doc, parts: string[]): void {
  const node = holder(doc, parts, false);
  const last = parts.at(-1) ?? '';
  if (Array.isArray(node)) {
    if (isIndex(last) && Number(last) < node.length) node[Number(last)] = null;
  } else if (node) delete node[last];
}
