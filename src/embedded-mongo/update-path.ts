import { type Doc, isDoc, show } from './bson-document.ts';
import { badValue, MongoError } from './errors.ts';
import { isIndex } from './path.ts';

/** How `$`, `$[]` and `$[name]` in an update's path are turned into positions. */
export interface Positions {
  /** The index of the array element that the query matched, for `$`. */
  matched(arrayPath: string): number | undefined;
  filters: Map<string, (value: unknown) => boolean>;
}

/** The places a path names in one document, with every positional part replaced by an index. */
export function concretePaths(doc: Doc, path: string, positions: Positions): string[][] {
  let found: { node: unknown; parts: string[] }[] = [{ node: doc, parts: [] }];
  for (const part of path.split('.')) {
    found = found.flatMap(({ node, parts }) =>
      indexesFor(node, part, parts.join('.'), positions).map((name) => ({
        node: child(node, name),
        parts: [...parts, name],
      })),
    );
  }
  return found.map(({ parts }) => parts);
}

function indexesFor(node: unknown, part: string, at: string, positions: Positions): string[] {
  if (part === '$') {
    const index = positions.matched(at);
    if (index === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    return [String(index)];
  }
  if (!part.startsWith('$[')) return [part];
  if (!Array.isArray(node)) {
    const message =
      node === undefined
        ? `The path '${at}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${at}: ${show(node)}`;
    throw badValue(message);
  }
  if (part === '$[]') return node.map((_, index) => String(index));
  const filter = positions.filters.get(part.slice(2, -1));
  if (!filter)
    throw badValue(`No array filter found for identifier '${part.slice(2, -1)}' in path '${at}.${part}'`);
  return node.flatMap((item, index) => (filter(item) ? [String(index)] : []));
}

function child(node: unknown, part: string): unknown {
  if (Array.isArray(node)) return isIndex(part) ? node[Number(part)] : undefined;
  return isDoc(node) && Object.hasOwn(node, part) ? node[part] : undefined;
}

export function getAt(doc: Doc, parts: string[]): unknown {
  let node: unknown = doc;
  for (const part of parts) {
    if (node === undefined) return undefined;
    node = child(node, part);
  }
  return node;
}

/** The object or array that holds the last part; `create` makes what is missing on the way. */
function holder(doc: Doc, parts: string[], create: boolean): Doc | unknown[] | undefined {
  let node: Doc | unknown[] = doc;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    let next = child(node, part);
    if (next === undefined && create) {
      next = {};
      assign(node, part, next, parts.slice(0, index));
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (!create || next === undefined) return undefined;
      throw new MongoError(
        28,
        `Cannot create field '${parts[index + 1]}' in element {${part}: ${show(next)}}`,
      );
    }
    node = next;
  }
  return node;
}

function assign(node: Doc | unknown[], part: string, value: unknown, at: string[]): void {
  if (!Array.isArray(node)) {
    Object.defineProperty(node, part, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  if (!isIndex(part)) {
    throw new MongoError(28, `Cannot create field '${part}' in element {${at.at(-1) ?? ''}: ${show(node)}}`);
  }
  const index = Number(part);
  if (index > node.length + 1_500_000) throw badValue(`can't backfill more than 1500000 elements`);
  while (node.length < index) node.push(null);
  node[index] = value;
}

export function setAt(doc: Doc, parts: string[], value: unknown): void {
  const node = holder(doc, parts, true);
  if (node) assign(node, parts.at(-1) ?? '', value, parts.slice(0, -1));
}

/** An array keeps its length: the element becomes null, as in MongoDB. */
export function unsetAt(doc: Doc, parts: string[]): void {
  const node = holder(doc, parts, false);
  const last = parts.at(-1) ?? '';
  if (Array.isArray(node)) {
    if (isIndex(last) && Number(last) < node.length) node[Number(last)] = null;
  } else if (node) delete node[last];
}
