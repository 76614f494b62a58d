import { badValue, MongoError } from '../errors.ts';
import { projector } from '../expression/document-stages.ts';
import { elementTest } from '../filter/match.ts';
import { matchedIndex } from '../filter/matched-index.ts';
import { type Doc, isDoc, isOperatorDoc, toNumber, typeName } from '../values/bson-document.ts';

interface Surroundings {
  /** The filter, for `.$`. */
  query?: Doc;
  variables?: Doc;
}

/** Compiles a find projection: `$project`, and `$slice`, `$elemMatch` and `.$` of find's own. */
export function projection(spec: Doc, { query = {}, variables = {} }: Surroundings = {}): (doc: Doc) => Doc {
  let hasPosition = false;
  let hasElemMatch = false;
  return projector(spec, variables, (path, value) => {
    if (path.endsWith('.$')) {
      if (hasPosition)
        throw new MongoError(31276, 'Cannot specify more than one positional projection per query.');
      if (hasElemMatch) throw new MongoError(31256, 'Cannot specify positional operator and $elemMatch.');
      hasPosition = true;
      const array = path.slice(0, -2);
      return { path: array, step: { reshape: positional(array, query) }, includes: true };
    }
    if (path.includes('.$.'))
      throw new MongoError(31394, `Positional projection '.$' may only be at the end: '${path}'`);
    if (!isOperatorDoc(value)) return undefined;
    if ('$elemMatch' in value) {
      if (hasPosition) throw new MongoError(31255, 'Cannot specify positional operator and $elemMatch.');
      hasElemMatch = true;
      return { path, step: { reshape: firstElement(path, value.$elemMatch) }, includes: true };
    }
    if ('$slice' in value) return { path, step: { reshape: slice(value.$slice) } };
    if ('$meta' in value) throw badValue('$meta projections are not supported by the built-in database');
    return undefined;
  });
}

function slice(argument: unknown) {
  const [first, second] = Array.isArray(argument) ? argument.map(toNumber) : [toNumber(argument)];
  if (first === undefined || (Array.isArray(argument) && (second ?? 0) <= 0)) {
    throw new MongoError(28724, 'First argument to $slice must be an array or a number');
  }
  return (value: unknown) => {
    if (!Array.isArray(value)) return value;
    if (second === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(value.length + first, 0) : first;
    return value.slice(start, start + second);
  };
}

function firstElement(path: string, condition: unknown) {
  if (!isDoc(condition))
    throw new MongoError(
      31274,
      `elemMatch: Invalid argument, object required, but got ${typeName(condition)}`,
    );
  if (path.includes('.'))
    throw new MongoError(31275, `Cannot use $elemMatch projection on a nested field: '${path}'`);
  const test = elementTest(condition);
  return (value: unknown) => {
    const index = Array.isArray(value) ? value.findIndex(test) : -1;
    return index < 0 ? undefined : [(value as unknown[])[index]];
  };
}

function positional(path: string, query: Doc) {
  return (value: unknown, doc: Doc) => {
    if (!Array.isArray(value)) return value;
    const index = matchedIndex(doc, query, path);
    if (index === undefined)
      throw new MongoError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return [value[index]];
  };
}
