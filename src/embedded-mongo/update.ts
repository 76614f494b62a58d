import { ObjectId } from 'bson';
import { type Doc, isDoc, show } from './bson-document.ts';
import { badValue, failedToParse, MongoError } from './errors.ts';
import { elementTest, isOperatorDoc, matcher } from './match.ts';
import { splitPath } from './path.ts';
import { FIELD_OPERATORS, UNCHANGED } from './update-operators.ts';
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

interface Change {
  operator: string;
  path: string;
  operand: unknown;
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

function checkPath({ operator, path, operand }: Change): void {
  const parts = splitPath(path);
  if (path === '') throw new MongoError(56, 'An empty update path is not valid.');
  if (parts.some((part) => part === '')) {
    throw new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (parts[0] === '$' || parts[0]?.startsWith('$[')) {
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  }
  const dollar = parts.find((part) => part.startsWith('$') && part !== '$' && !part.startsWith('$['));
  if (dollar) {
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  if (operator !== '$rename') return;
  if (typeof operand !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  if (`${path}.${operand}`.includes('$'))
    throw badValue(`The source and target field for $rename must not be dynamic: ${path}`);
  if (path === operand)
    throw badValue(`The source and target field for $rename must differ: ${path}: ${show(operand)}`);
}

function checkConflicts(changes: Change[]): void {
  const paths = changes.flatMap(({ operator, path, operand }) =>
    operator === '$rename' ? [path, String(operand)] : [path],
  );
  for (const [index, path] of paths.entries()) {
    const other = paths
      .slice(0, index)
      .find(
        (earlier) => earlier === path || earlier.startsWith(`${path}.`) || path.startsWith(`${earlier}.`),
      );
    if (other === undefined) continue;
    const at = other.length < path.length ? other : path;
    throw new MongoError(40, `Updating the path '${path}' would create a conflict at '${at}'`);
  }
}

function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    const [m, n] = [Number(x), Number(y)];
    if (Number.isInteger(m) && Number.isInteger(n)) return m - n;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
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

/** The document an upsert starts from: what the filter says by equality. */
export function upsertBase(query: Doc): Doc {
  const base: Doc = {};
  collectEqualities(query, base);
  return '_id' in base ? { _id: base._id, ...base } : base;
}

function collectEqualities(query: Doc, base: Doc): void {
  for (const [name, condition] of Object.entries(query)) {
    const parts = Array.isArray(condition) ? (condition as Doc[]) : [];
    if (name === '$and') for (const part of parts) collectEqualities(part, base);
    else if (name === '$or' && parts.length === 1 && parts[0]) collectEqualities(parts[0], base);
    else if (!name.startsWith('$')) collectEquality(name, condition, base);
  }
}

function collectEquality(path: string, condition: unknown, base: Doc): void {
  let value = condition;
  if (isOperatorDoc(condition)) {
    const single = (list: unknown) => (Array.isArray(list) && list.length === 1 ? list[0] : undefined);
    value = '$eq' in condition ? condition.$eq : (single(condition.$in) ?? single(condition.$all));
    if (value === undefined) return;
  }
  if (typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'BSONRegExp')
    return;
  if (getAt(base, splitPath(path)) !== undefined) {
    throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  }
  setAt(base, splitPath(path), value);
}

/** A new document for an upsert, with its `_id` first. */
export function upsertDocument(update: Update, spec: unknown, context: UpdateContext): Doc {
  const base = upsertBase(context.query);
  const isReplacement = isDoc(spec) && !Object.keys(spec).some((name) => name.startsWith('$'));
  const start = isReplacement ? ('_id' in base ? { _id: base._id } : {}) : base;
  const { _id = new ObjectId(), ...fields } = update(start, { ...context, inserting: true });
  return { _id, ...fields };
}
