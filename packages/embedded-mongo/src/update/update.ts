import { BSONRegExp, ObjectId } from 'bson';
import { badValue, failedToParse, MongoError } from '../errors.ts';
import { matchedAnywhere, matchedIndex } from '../filter/matched-index.ts';
import { type Doc, decode, encode, isDoc, isOperatorDoc, show } from '../values/bson-document.ts';
import { getAt, splitPath } from '../values/path.ts';
import { withTimes } from '../values/timestamps.ts';
import { orderedKey } from '../values/value-order.ts';
import { type Change, changesIn, elementFilters, overlap } from './update-check.ts';
import { UNCHANGED } from './update-operators.ts';
import { concretePaths, crossesArray, setAt, unsetAt } from './update-path.ts';
import { updatePipeline } from './update-pipeline.ts';

interface UpdateContext {
  now: Date;
  query: Doc;
  variables: Doc;
  /** Empty timestamps are values, and do not stand for the time. */
  keepsEmptyTimes?: boolean | undefined;
  inserting?: boolean;
}

/** Changes a decoded document in place, or returns the one that takes its place. */
export type Update = (doc: Doc, context: UpdateContext) => Doc;

export const isReplacement = (spec: unknown): spec is Doc =>
  isDoc(spec) && !Object.keys(spec)[0]?.startsWith('$');

/** Checks an update's form at once; what depends on a document's content is checked as it is applied. */
export function compileUpdate(spec: unknown, arrayFilters: Doc[] = []): Update {
  if (Array.isArray(spec)) {
    if (arrayFilters.length > 0) throw failedToParse('A pipeline takes no arrayFilters');
    return withFixedId(updatePipeline(spec));
  }
  if (!isDoc(spec)) throw failedToParse('Update argument must be either an object or an array');
  return withFixedId(isReplacement(spec) ? replacement(spec) : modification(spec, arrayFilters));
}

function withFixedId(update: Update): Update {
  return (doc, context) => {
    const before = doc._id;
    const key = before === undefined ? undefined : orderedKey(before);
    const after = update(doc, context);
    if (key === undefined) return after;
    const isMissing = !Object.hasOwn(after, '_id');
    // What takes a document's place may leave `_id` out; a change in place may not remove it.
    if (isMissing && after !== doc) return { _id: before, ...after };
    if (isMissing || orderedKey(after._id) !== key)
      throw new MongoError(66, `The (immutable) field '_id' would be altered from ${show(before)}`);
    return after;
  };
}

function replacement(spec: Doc): Update {
  const dollar = Object.keys(spec).find((name) => name.startsWith('$'));
  if (dollar) throw new MongoError(52, `The dollar ($) prefixed field '${dollar}' cannot replace a field`);
  const { _id, ...fields } = spec;
  const whole = '_id' in spec ? { _id, ...fields } : fields;
  return (_, { now, keepsEmptyTimes }) => (keepsEmptyTimes ? whole : withTimes(whole, now));
}

function modification(spec: Doc, arrayFilters: Doc[]): Update {
  const changes = changesIn(spec);
  const filters = elementFilters(changes, arrayFilters);
  return (doc, context) => {
    const { query } = context;
    const matched = (arrayPath: string) => matchedIndex(doc, query, arrayPath) ?? matchedAnywhere(doc, query);
    const due = changes.filter(({ operator }) => operator !== '$setOnInsert' || context.inserting);
    // Every position is found before anything changes, since a change may undo what a filter asked for.
    const placed = due.flatMap((change) =>
      concretePaths(doc, change.path, filters, matched).map((place) => ({ change, place })),
    );
    checkPlaces(placed.map(({ place }) => place));
    for (const { change, place } of placed) apply(doc, change, place, context.now);
    return doc;
  };
}

/** Positions that differ on paper may be the same element. */
function checkPlaces(places: string[][]): void {
  const [whole, leading] = [new Set<string>(), new Set<string>()];
  for (const parts of places) {
    const paths = parts.map((_, at) => parts.slice(0, at + 1).join('.'));
    const path = paths.pop() ?? '';
    const conflict = whole.has(path) || leading.has(path) || paths.some((above) => whole.has(above));
    if (conflict) throw new MongoError(40, `Update created a conflict at '${path}'`);
    whole.add(path);
    for (const above of paths) leading.add(above);
  }
}

function apply(doc: Doc, change: Change, parts: string[], now: Date): void {
  const { operand } = change;
  if (!change.apply) {
    rename(doc, parts, splitPath(String(operand)));
    return;
  }
  const field = { path: parts.join('.'), id: doc._id, now };
  const value = change.apply(getAt(doc, parts), field);
  if (value === undefined) unsetAt(doc, parts);
  else if (value !== UNCHANGED) setAt(doc, parts, value);
}

function rename(doc: Doc, from: string[], to: string[]): void {
  const inArray = 'The source and the target of $rename cannot be inside an array';
  if (crossesArray(doc, from)) throw badValue(inArray);
  const value = getAt(doc, from);
  if (value === undefined) return;
  if (crossesArray(doc, to)) throw badValue(inArray);
  unsetAt(doc, from);
  setAt(doc, to, value);
}

/** A new document for an upsert, with its `_id` first. It starts from what the filter says by equality. */
export function upsertDocument(update: Update, spec: unknown, context: UpdateContext): Doc {
  const said = equalities(context.query);
  const start: Doc = {};
  for (const [index, [path, value]] of said.entries()) {
    if (isReplacement(spec) && path !== '_id') continue;
    if (said.slice(0, index).some(([earlier]) => overlap(earlier, path)))
      throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    setAt(start, splitPath(path), value);
  }
  // A copy: the update changes it in place, and a write may run twice.
  const { _id = new ObjectId(), ...fields } = update(decode(encode(start)), { ...context, inserting: true });
  return { _id, ...fields };
}

function equalities(query: Doc): [path: string, value: unknown][] {
  return Object.entries(query).flatMap(([name, condition]) => {
    const parts = Array.isArray(condition) ? (condition as Doc[]) : [];
    if (name === '$and' || (name === '$or' && parts.length === 1)) return parts.flatMap(equalities);
    const value = name.startsWith('$') ? undefined : equalValue(condition);
    return value === undefined ? [] : [[name, value]];
  });
}

function equalValue(condition: unknown): unknown {
  if (condition instanceof BSONRegExp) return undefined;
  if (!isOperatorDoc(condition)) return condition;
  if ('$eq' in condition) return condition.$eq;
  const list = condition.$in ?? condition.$all;
  return Array.isArray(list) && list.length === 1 ? equalValue(list[0]) : undefined;
}
