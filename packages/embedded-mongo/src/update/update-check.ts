import { badValue, failedToParse, MongoError } from '../errors.ts';
import { matcher } from '../filter/match.ts';
import { type Doc, isDoc, show } from '../values/bson-document.ts';
import { splitPath } from '../values/path.ts';
import { type Apply, FIELD_OPERATORS } from './update-operators.ts';
import type { Filters } from './update-path.ts';

export interface Change {
  operator: string;
  path: string;
  operand: unknown;
  /** Of `$rename` there is none. */
  apply: Apply | undefined;
}

/** The changes that an update's operators ask for, in the order in which they are applied. */
export function changesIn(spec: Doc): Change[] {
  const changes = Object.entries(spec).flatMap(([operator, fields]) => {
    if (!Object.hasOwn(FIELD_OPERATORS, operator) && operator !== '$rename')
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or a pipeline`);
    if (!isDoc(fields))
      throw failedToParse(`Modifiers operate on fields, not on ${show(fields)}, which ${operator} has`);
    return Object.entries(fields).map(([path, operand]) => {
      return { operator, path, operand, apply: FIELD_OPERATORS[operator]?.(operand) };
    });
  });
  for (const change of changes) checkPath(change);
  checkConflicts(changes);
  // MongoDB applies fields in the order of their names, numbers as numbers; new fields are made in this order.
  return changes.sort((a, b) => comparePaths(a.path, b.path));
}

function checkPath({ operator, path, operand }: Change): void {
  checkParts(path);
  if (operator !== '$rename') return;
  if (typeof operand !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  if ([path, operand].some((either) => splitPath(either).some(isPositional)))
    throw badValue(`The source and target field for $rename must not be dynamic: ${path}`);
  if (overlap(path, operand)) throw badValue(`$rename cannot move '${path}' onto its own path '${operand}'`);
  checkParts(operand);
}

/** The fields of a reference to another document (DBRef): no others begin with `$`. */
const REFERENCE_FIELDS = ['$ref', '$id', '$db'];

function checkParts(path: string): void {
  const parts = splitPath(path);
  if (parts.includes('')) throw new MongoError(56, `The update path '${path}' has an empty field name`);
  if (isPositional(parts[0] ?? ''))
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  const isAllowed = (part: string, at: number) =>
    !part.startsWith('$') || isPositional(part) || (at > 0 && REFERENCE_FIELDS.includes(part));
  const dollar = parts.find((part, at) => !isAllowed(part, at));
  if (dollar)
    throw new MongoError(52, `The dollar ($) prefixed field '${dollar}' in '${path}' is not allowed`);
}

const isPositional = (part: string) => part === '$' || (part.startsWith('$[') && part.endsWith(']'));

/** One path is the other, or leads to it. */
export const overlap = (a: string, b: string) => `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);

function checkConflicts(changes: Change[]): void {
  const paths = changes.flatMap(({ operator, path, operand }) =>
    operator === '$rename' ? [path, String(operand)] : [path],
  );
  for (const [index, path] of paths.entries()) {
    const other = paths.slice(0, index).find((earlier) => overlap(earlier, path));
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

/** The test behind each `$[name]`. Every name has its filter, and every filter is used. */
export function elementFilters(changes: Change[], arrayFilters: Doc[]): Filters {
  const parts = changes.flatMap(({ path }) => splitPath(path).filter((part) => part.startsWith('$[')));
  const used = new Set(parts.map((part) => part.slice(2, -1)).filter((name) => name !== ''));
  const filters: Filters = new Map();
  for (const filter of arrayFilters) {
    const match = matcher(filter);
    const [name = '', ...others] = new Set(topNames(filter));
    if (others.length > 0)
      throw failedToParse(`An array filter has one name, not ${show([name, ...others])}`);
    if (filters.has(name)) throw failedToParse(`Found multiple array filters with the name '${name}'`);
    if (!used.has(name)) throw failedToParse(`The array filter for identifier '${name}' was not used`);
    filters.set(name, (value) => match({ [name]: value }));
  }
  for (const name of used)
    if (!filters.has(name)) throw badValue(`No array filter found for identifier '${name}'`);
  return filters;
}

const topNames = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([name, condition]) =>
    name.startsWith('$') && Array.isArray(condition)
      ? (condition as Doc[]).flatMap(topNames)
      : [name.split('.')[0] ?? ''],
  );
