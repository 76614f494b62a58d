import { type Doc, isDoc } from '../values/bson-document.ts';
import { getAt, splitPath } from '../values/path.ts';
import { elementTest, matcher } from './match.ts';

/** The first element of the array that satisfies what the query says about it. */
export function matchedIndex(doc: Doc, query: Doc, arrayPath: string): number | undefined {
  const array = getAt(doc, splitPath(arrayPath));
  if (!Array.isArray(array)) return undefined;
  for (const [name, condition] of Object.entries(query)) {
    const parts = (name === '$and' || name === '$or') && Array.isArray(condition) ? (condition as Doc[]) : [];
    for (const part of parts) {
      const index = name === '$and' || matcher(part)(doc) ? matchedIndex(doc, part, arrayPath) : undefined;
      if (index !== undefined) return index;
    }
    const test = elementCondition(name, condition, arrayPath);
    const index = test ? array.findIndex(test) : -1;
    if (index >= 0) return index;
  }
  return undefined;
}

/** The place in whatever array the query matched an element of; of several arrays the last counts. */
export function matchedAnywhere(doc: Doc, query: Doc): number | undefined {
  return last(Object.entries(query).map(([name, condition]) => placeOf(doc, name, condition)));
}

const last = (places: (number | undefined)[]) => places.findLast((place) => place !== undefined);

function placeOf(doc: Doc, name: string, condition: unknown): number | undefined {
  const parts = Array.isArray(condition) ? (condition as Doc[]) : [];
  if (name === '$and') return last(parts.map((part) => matchedAnywhere(doc, part)));
  if (name === '$or') return matchedAnywhere(doc, parts.find((part) => matcher(part)(doc)) ?? {});
  if (name.startsWith('$')) return undefined;
  const path = splitPath(name);
  const paths = path.map((_, at) => path.slice(0, at + 1));
  const array = paths.find((leading) => Array.isArray(getAt(doc, leading)));
  return array && matchedIndex(doc, { [name]: condition }, array.join('.'));
}

const NEGATIONS = ['$ne', '$nin', '$not'];

function elementCondition(name: string, condition: unknown, arrayPath: string) {
  const operators = isDoc(condition) ? Object.keys(condition) : [];
  // That none is equal says nothing about one of them.
  if (operators.length > 0 && operators.every((operator) => NEGATIONS.includes(operator))) return undefined;
  if (name.startsWith(`${arrayPath}.`)) {
    const rest = { [name.slice(arrayPath.length + 1)]: condition };
    return (item: unknown) => isDoc(item) && matcher(rest)(item);
  }
  if (name !== arrayPath) return undefined;
  if (isDoc(condition) && '$elemMatch' in condition) return elementTest(condition.$elemMatch);
  const match = matcher({ item: condition });
  return (item: unknown) => match({ item });
}
