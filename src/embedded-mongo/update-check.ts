import { show } from './bson-document.ts';
import { badValue, MongoError } from './errors.ts';
import { splitPath } from './path.ts';

export interface Change {
  operator: string;
  path: string;
  operand: unknown;
}

export function checkPath({ operator, path, operand }: Change): void {
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

export function checkConflicts(changes: Change[]): void {
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

export function comparePaths(a: string, b: string): number {
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
