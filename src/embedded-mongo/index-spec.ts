import { type Doc, isDoc, isNumeric, show, toNumber, truthy } from './bson-document.ts';
import { indexSpec } from './catalog.ts';
import { docOption, refuseCollation } from './command.ts';
import { MongoError, notSupported } from './errors.ts';
import type { Index } from './index-keys.ts';
import { matcher } from './match.ts';
import { orderedKey } from './value-order.ts';

const INDEX_OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'background',
  'ns',
  'collation',
];

export function checkedIndexSpec(spec: Doc): Doc {
  const unknown = Object.keys(spec).find((option) => !INDEX_OPTIONS.includes(option));
  if (unknown) {
    throw new MongoError(
      197,
      `The field '${unknown}' is not valid for an index specification. Specification: ${show(spec)}`,
    );
  }
  refuseCollation(spec);
  const key = docOption(spec, 'key');
  if (!key || Object.keys(key).length === 0) throw new MongoError(67, 'Index keys cannot be an empty object');
  for (const [path, direction] of Object.entries(key)) checkIndexField(path, direction);
  if (typeof spec.name !== 'string' || spec.name === '')
    throw new MongoError(9, 'The index name must be a non-empty string');
  const partial = docOption(spec, 'partialFilterExpression');
  if (partial) checkPartialFilter(partial);
  if (partial && truthy(spec.sparse))
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const seconds = spec.expireAfterSeconds;
  if (seconds !== undefined && !isNumeric(seconds))
    throw new MongoError(67, 'TTL index expireAfterSeconds must be numeric');
  if (seconds !== undefined && (toNumber(seconds) ?? 0) < 0)
    throw new MongoError(67, 'TTL index expireAfterSeconds cannot be less than 0');
  if (seconds !== undefined && Object.keys(key).length > 1)
    throw new MongoError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  return spec;
}

function checkIndexField(path: string, direction: unknown): void {
  if (path === '' || path.split('.').includes(''))
    throw new MongoError(67, 'Index keys cannot be empty strings');
  if (path.startsWith('$'))
    throw new MongoError(67, `Index key contains an illegal field name: field name starts with '$'.`);
  if (path.includes('$**')) throw notSupported('has no wildcard indexes');
  if (typeof direction === 'string') {
    if (['text', '2d', '2dsphere', 'hashed', 'wildcard'].includes(direction))
      throw notSupported(`has no ${direction} indexes`);
    throw new MongoError(67, `Unknown index plugin '${direction}'`);
  }
  if (!isNumeric(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
    throw new MongoError(
      67,
      `Values in v:2 index key pattern cannot be of this type or zero: ${show({ [path]: direction })}`,
    );
  }
}

const PARTIAL_OPERATORS = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

function checkPartialFilter(filter: Doc): void {
  matcher(filter);
  for (const [name, condition] of Object.entries(filter)) {
    if ((name === '$and' || name === '$or') && Array.isArray(condition))
      for (const part of condition as Doc[]) checkPartialFilter(part);
    else if (name.startsWith('$'))
      throw new MongoError(67, `Expression not supported in partial index: ${name}`);
    else if (isDoc(condition)) {
      const refused = Object.entries(condition).find(
        ([operator, operand]) =>
          operator.startsWith('$') &&
          (!PARTIAL_OPERATORS.includes(operator) || (operator === '$exists' && !truthy(operand))),
      );
      if (refused) throw new MongoError(67, `Expression not supported in partial index: ${refused[0]}`);
    }
  }
}

/** True for the same index again; an error for another one under the same name, or the same keys otherwise. */
export function alreadyThere(indexes: Index[], wanted: Index): boolean {
  const spec = indexSpec(wanted);
  for (const index of indexes) {
    const other = indexSpec(index);
    const sameKeys = orderedKey(Object.entries(index.key)) === orderedKey(Object.entries(wanted.key));
    if (sameKeys && index.name === '_id_') return true;
    const sameFilter = orderedKey(index.partialFilter ?? null) === orderedKey(wanted.partialFilter ?? null);
    const same = sameKeys && orderedKey(other) === orderedKey({ ...spec, name: index.name });
    if (same && index.name === wanted.name) return true;
    if (same) throw new MongoError(85, `Index already exists with a different name: ${index.name}`);
    if (index.name === wanted.name) {
      throw new MongoError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(other)}`,
      );
    }
    if (sameKeys && sameFilter && index.unique === wanted.unique && index.sparse === wanted.sparse) {
      throw new MongoError(
        85,
        `An equivalent index already exists with a different name and options. Requested index: ${show(spec)}, existing index: ${show(other)}`,
      );
    }
  }
  return false;
}
