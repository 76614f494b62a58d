import { BSONRegExp, ObjectId } from 'bson';
import type { Doc } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { splitPath } from './path.ts';
import { isReplacement, type Update, type UpdateContext } from './update.ts';
import { overlap } from './update-check.ts';
import { setAt } from './update-path.ts';
import { isOperatorDoc } from './value-tests.ts';

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
  const { _id = new ObjectId(), ...fields } = update(start, { ...context, inserting: true });
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
