import { type Doc, isDoc, show } from './bson-document.ts';
import { failedToParse, MongoError } from './errors.ts';
import { elementTest, matcher } from './match.ts';
import { splitPath } from './path.ts';
import { type Change, checkConflicts, checkPath, comparePaths } from './update-check.ts';
import { UNCHANGED } from './update-field.ts';
import { FIELD_OPERATORS } from './update-operators.ts';
import { concretePaths, getAt, type Positions, setAt, unsetAt } from './update-path.ts';
import { updatePipeline } from './update-pipeline.ts';
import { orderedKey } from './value-order.ts';

export interface UpdateContext {
  now: Date;
  query: Doc;
  arrayFilters: Doc[];
  variables: Doc;
  inserting?: boolean;
}

/** Changes a decoded document in place, or returns the one that takes its place. */
export type Update = (doc: Doc, context: UpdateContext) => Doc;

/** Checks an update's form at once; what depends on a document's content is checked as it is applied. */
export function compileUpdate(spec: unknown): Update {
  if (Array.isArray(spec)) return withFixedId(updatePipeline(spec));
  if (!isDoc(spec)) throw failedToParse('Update argument must be either an object or an array');
  const names = Object.keys(spec);
  if (!names.some((name) => name.startsWith('$'))) return replacement(spec);
  return withFixedId(modification(spec, names));
}

function replacement(spec: Doc): Update {
  return (doc) => {
    if ('_id' in spec && doc._id !== undefined && orderedKey(spec._id) !== orderedKey(doc._id)) {
      throw new MongoError(
        66,
        `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(spec._id)}`,
      );
    }
    const { _id = doc._id, ...fields } = spec;
    return { ...(_id === undefined ? {} : { _id }), ...fields };
  };
}

function withFixedId(update: Update): Update {
  return (doc, context) => {
    const before = doc._id;
    const key = before === undefined ? undefined : orderedKey(before);
    const after = update(doc, context);
    if (key !== undefined && after._id === undefined && !Object.hasOwn(after, '_id')) {
      return { _id: before, ...after };
    }
    if (key !== undefined && orderedKey(after._id) !== key) {
      throw new MongoError(
        66,
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    }
    return after;
  };
}

function modification(spec: Doc, names: string[]): Update {
  const changes: Change[] = [];
  for (const operator of names) {
    if (!(operator in FIELD_OPERATORS) && operator !== '$unset' && operator !== '$rename') {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    const fields = spec[operator];
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) changes.push({ operator, path, operand });
  }
  for (const change of changes) checkPath(change);
  checkConflicts(changes);
  // MongoDB applies fields in the order of their names, numbers as numbers; new fields are made in this order.
  changes.sort((a, b) => comparePaths(a.path, b.path));
  return (doc, context) => {
    const positions = positionsFor(doc, context);
    for (const change of changes) applyChange(doc, change, context, positions);
    return doc;
  };
}

function applyChange(doc: Doc, change: Change, context: UpdateContext, positions: Positions): void {
  const { operator, path, operand } = change;
  if (operator === '$setOnInsert' && !context.inserting) return;
  if (operator === '$rename') {
    rename(doc, path, String(operand));
    return;
  }
  for (const parts of concretePaths(doc, path, positions)) {
    if (operator === '$unset') unsetAt(doc, parts);
    else {
      const field = { path: parts.join('.'), id: doc._id, now: context.now };
      const value = FIELD_OPERATORS[operator]?.(getAt(doc, parts), operand, field);
      if (value !== UNCHANGED) setAt(doc, parts, value);
    }
  }
}

function rename(doc: Doc, from: string, to: string): void {
  const value = getAt(doc, splitPath(from));
  if (value === undefined) return;
  unsetAt(doc, splitPath(from));
  unsetAt(doc, splitPath(to));
  setAt(doc, splitPath(to), value);
}

function positionsFor(doc: Doc, { query, arrayFilters }: UpdateContext): Positions {
  const filters = new Map<string, (value: unknown) => boolean>();
  for (const filter of arrayFilters) {
    const name = (Object.keys(filter)[0] ?? '').split('.')[0] ?? '';
    filters.set(name, (value) => matcher(filter)({ [name]: value }));
  }
  return { filters, matched: (arrayPath) => matchedIndex(doc, query, arrayPath) };
}

/** The first element of the array that satisfies what the query says about it. */
export function matchedIndex(doc: Doc, query: Doc, arrayPath: string): number | undefined {
  const array = getAt(doc, splitPath(arrayPath));
  if (!Array.isArray(array)) return undefined;
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition as Doc[]) {
        const index = matchedIndex(doc, part, arrayPath);
        if (index !== undefined) return index;
      }
    }
    const test = elementCondition(name, condition, arrayPath);
    const index = test ? array.findIndex(test) : -1;
    if (index >= 0) return index;
  }
  return undefined;
}

function elementCondition(name: string, condition: unknown, arrayPath: string) {
  if (name.startsWith(`${arrayPath}.`)) {
    const rest = { [name.slice(arrayPath.length + 1)]: condition };
    return (item: unknown) => isDoc(item) && matcher(rest)(item);
  }
  if (name !== arrayPath) return undefined;
  if (isDoc(condition) && '$elemMatch' in condition) return elementTest(condition.$elemMatch);
  const match = matcher({ item: condition });
  return (item: unknown) => match({ item });
}
