import { ObjectId } from 'bson';
import { type Doc, isDoc } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { splitPath } from './path.ts';
import type { Update, UpdateContext } from './update.ts';
import { getAt, setAt } from './update-path.ts';
import { isOperatorDoc } from './value-tests.ts';

/** The document an upsert starts from: what the filter says by equality. */
function upsertBase(query: Doc): Doc {
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
