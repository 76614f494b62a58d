import { type Doc, isDoc } from './bson-document.ts';

export const isIndex = (part: string) => /^(0|[1-9]\d*)$/.test(part);

const pathCache = new Map<string, string[]>();

export function splitPath(path: string): string[] {
  let parts = pathCache.get(path);
  if (!parts) {
    parts = path.split('.');
    if (pathCache.size < 10_000) pathCache.set(path, parts);
  }
  return parts;
}

/**
 * The values a query sees at a path: through objects, and through the elements of arrays on the way. `undefined`
 * stands for a missing field. An array at the end is one value; operators look inside it as they need.
 */
export function valuesAt(doc: unknown, parts: string[], from = 0, found: unknown[] = []): unknown[] {
  let node = doc;
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] as string;
    if (Array.isArray(node)) return valuesInArray(node, parts, i, found);
    if (!isDoc(node) || !Object.hasOwn(node, part)) {
      found.push(undefined);
      return found;
    }
    node = node[part];
  }
  found.push(node);
  return found;
}

function valuesInArray(array: unknown[], parts: string[], at: number, found: unknown[]): unknown[] {
  const part = parts[at] as string;
  if (isIndex(part)) {
    if (Number(part) < array.length) valuesAt(array[Number(part)], parts, at + 1, found);
    else found.push(undefined);
  }
  for (const item of array) if (isDoc(item)) valuesAt(item, parts, at, found);
  return found;
}

/** The value at a path through objects only, as `distinct`-free code such as upserts and `$rename` needs it. */
export function plainValueAt(doc: Doc, path: string): unknown {
  let node: unknown = doc;
  for (const part of splitPath(path)) {
    if (!isDoc(node) || !Object.hasOwn(node, part)) return undefined;
    node = node[part];
  }
  return node;
}

export function child(node: unknown, part: string): unknown {
  if (Array.isArray(node)) return isIndex(part) ? node[Number(part)] : undefined;
  return isDoc(node) && Object.hasOwn(node, part) ? node[part] : undefined;
}

/** The value at one place of a document, where the parts that lead through arrays are numbers. */
export function getAt(doc: Doc, parts: string[]): unknown {
  let node: unknown = doc;
  for (const part of parts) {
    if (node === undefined) return undefined;
    node = child(node, part);
  }
  return node;
}
