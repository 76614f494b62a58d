import { BSONRegExp } from 'bson';
import { badValue, failedToParse, MongoError, notSupported } from '../errors.ts';
import { matcher } from '../filter/match.ts';
import { indexSpec } from '../storage/catalog.ts';
import type { Index } from '../storage/index-keys.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, truthy } from '../values/bson-document.ts';
import { orderedKey } from '../values/value-order.ts';
import { reader } from './options.ts';

const cannotIndex = (message: string) => new MongoError(67, message);

const SPEC = {
  object: ['key', 'partialFilterExpression'],
  string: ['name'],
  flag: ['unique', 'sparse', 'hidden'],
  number: ['expireAfterSeconds'],
  collation: ['collation'],
  any: ['v', 'background', 'ns'],
} as const;

const readSpec = reader(
  SPEC,
  {},
  (at) => new MongoError(197, `The field '${at}' is not valid for an index specification`),
);

/** Left out, these would make an index that gives other answers than the one that was asked for. */
const MEANT_OPTIONS = ['clustered', 'prepareUnique', 'wildcardProjection'];
const KEPT_OPTIONS = new Set<string>([...Object.values(SPEC).flat(), ...MEANT_OPTIONS]);

/** Tools that restore an index of another server want it without what this one does not know. */
export const withoutUnknownOptions = (spec: Doc): Doc =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => KEPT_OPTIONS.has(name)));

const readIdSpec = reader(
  { object: ['key'], string: ['name', 'ns'], number: ['v'], collation: ['collation'] },
  {},
  (at) => new MongoError(197, `The field '${at}' is not valid for an _id index specification`),
);

/** The index that every collection has; who restores one says so. */
export function checkIdIndexSpec(spec: Doc): void {
  const { key } = readIdSpec('idIndex', spec);
  if (!key) throw failedToParse("The 'key' field is a required property of an _id index specification");
  if (orderedKey(Object.entries(key)) !== orderedKey([['_id', 1]]))
    throw badValue(`The field 'key' for an _id index must be {_id: 1}, but got ${show(key)}`);
}

export function checkedIndexSpec(spec: Doc): Doc {
  const { key, name, partialFilterExpression, sparse, expireAfterSeconds = 0 } = readSpec('indexes', spec);
  if (!key || name === undefined) throw failedToParse("An index needs a 'key' and a 'name'");
  const paths = Object.keys(key);
  if (paths.length === 0 || name === '') throw cannotIndex('Neither the keys nor the name can be empty');
  if (name.includes('\0')) throw cannotIndex('index name cannot contain NUL bytes');
  if (name === '*') throw badValue("The name '*' stands for all indexes");
  for (const path of paths) checkIndexField(path, key[path]);
  if (partialFilterExpression) checkPartialFilter(partialFilterExpression);
  if (partialFilterExpression && sparse)
    throw cannotIndex('cannot mix "partialFilterExpression" and "sparse" options');
  if (!(expireAfterSeconds >= 0 && expireAfterSeconds < 2 ** 31))
    throw cannotIndex('TTL index expireAfterSeconds must be within the range 0 to 2147483647');
  if (spec.expireAfterSeconds !== undefined && paths.join() === '_id')
    throw new MongoError(197, "The field 'expireAfterSeconds' is not valid for an _id index specification");
  if (spec.expireAfterSeconds !== undefined && paths.length > 1)
    throw cannotIndex('TTL indexes are single-field indexes, compound indexes do not support TTL');
  return spec;
}

/** Of a reference to another document. */
const REFERENCE_FIELDS = ['$ref', '$id', '$db'];

function checkIndexField(path: string, direction: unknown): void {
  const parts = path.split('.');
  if (parts.includes('')) throw cannotIndex('Index keys cannot be empty strings');
  if (parts.at(-1) === '$**') throw notSupported('has no wildcard indexes');
  if (parts.some((part, at) => part.startsWith('$') && !(at > 0 && REFERENCE_FIELDS.includes(part))))
    throw cannotIndex("Index key contains an illegal field name: field name starts with '$'.");
  if (typeof direction === 'string') {
    if (['text', '2d', '2dsphere', 'hashed', 'wildcard'].includes(direction))
      throw notSupported(`has no ${direction} indexes`);
    throw cannotIndex(`Unknown index plugin '${direction}'`);
  }
  if (!isNumeric(direction) || !toNumber(direction))
    throw cannotIndex(`An index key goes up (1) or down (-1): ${show({ [path]: direction })}`);
}

const PARTIAL_OPERATORS = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

function checkPartialFilter(filter: Doc): void {
  matcher(filter);
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' || name === '$or') for (const part of condition as Doc[]) checkPartialFilter(part);
    else {
      if (condition instanceof BSONRegExp)
        throw cannotIndex(`Expression not supported in partial index: ${name} $regex`);
      const operators = isDoc(condition) ? Object.keys(condition) : [];
      const refused = [name, ...operators].find(
        (operator) => operator.startsWith('$') && !PARTIAL_OPERATORS.includes(operator),
      );
      if (refused) throw cannotIndex(`Expression not supported in partial index: ${refused}`);
      if (isDoc(condition) && '$exists' in condition && !truthy(condition.$exists))
        throw cannotIndex('Expression not supported in partial index: $exists: false');
    }
  }
}

/** Two indexes cannot differ in other options only. */
const identity = ({ key, partialFilter, unique, sparse }: Index) =>
  orderedKey([Object.entries(key), partialFilter ?? null, unique, sparse]);

/** True for the same index again; an error for another one under the same name, or the same keys otherwise. */
export function alreadyThere(indexes: Index[], wanted: Index): boolean {
  return indexes.some((index) => {
    const isSame = orderedKey(indexSpec(index)) === orderedKey(indexSpec(wanted));
    if (isSame || isOnId(index, wanted)) return true;
    if (index.name === wanted.name && identity(index) !== identity(wanted))
      throw new MongoError(86, `Another index has the name ${wanted.name}: ${show(indexSpec(index))}`);
    if (identity(index) === identity(wanted))
      throw new MongoError(85, `Index already exists with another name or other options: ${index.name}`);
    return false;
  });
}

const isOnId = (index: Index, wanted: Index) =>
  index.name === '_id_' && orderedKey(Object.entries(wanted.key)) === orderedKey(Object.entries(index.key));
