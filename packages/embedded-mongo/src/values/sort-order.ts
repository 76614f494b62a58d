import { badValue, MongoError, notSupported } from '../errors.ts';
import { type Doc, isDoc, isNumeric, show, toNumber } from './bson-document.ts';
import { object } from './typed.ts';

export function sortOrder(value: unknown, at = 'sort'): Doc {
  const sort = object(value, at);
  if ('$natural' in sort && Object.keys(sort).length > 1)
    throw badValue("Cannot include '$natural' in compound sort");
  for (const [path, direction] of Object.entries(sort)) {
    if (isDoc(direction)) throw notSupported(`does not sort by ${show(direction)}`);
    if (path === '' || (path.startsWith('$') && path !== '$natural'))
      throw badValue("FieldPath field names may not be empty or start with '$'.");
    if (!isNumeric(direction))
      throw new MongoError(15974, `Illegal key in $sort specification: ${path}: ${show(direction)}`);
    if (path === '$natural' && ![1, -1].includes(toNumber(direction) ?? 0))
      throw badValue('$natural sort cannot be set to a value other than -1 or 1.');
    if (Math.abs(wayOf(direction)) !== 1)
      throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return Object.fromEntries(Object.entries(sort).map(([path, direction]) => [path, wayOf(direction)]));
}

/** A fraction does not count. */
const wayOf = (direction: unknown) => Math.trunc(toNumber(direction) ?? 0);

export const sortOption = ({ sort }: Doc): Doc | undefined => (sort ? sortOrder(sort) : undefined);
