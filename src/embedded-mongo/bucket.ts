import { type Doc, toNumber } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { expression } from './expression.ts';
import { groupedBy, groupFields } from './group.ts';
import { type StageContext, type Stream, sorted } from './stages.ts';
import { compareValues } from './value-order.ts';

const COUNTED = { count: { $sum: 1 } };

/** Groups by the boundary below; a bucket without documents does not appear. */
export function bucketed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { groupBy, boundaries, default: otherwise, output = COUNTED } = operand as Doc;
  if (groupBy === undefined || boundaries === undefined)
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const bounds = checkedBounds(expression(boundaries, variables)({}));
  const groupOf = expression(groupBy, variables);
  const bucketOf = (doc: Doc) => {
    const value = groupOf(doc);
    const above = bounds.findIndex((bound) => compareValues(value, bound) < 0);
    if (above > 0) return bounds[above - 1];
    if (otherwise === undefined)
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return otherwise;
  };
  return sorted(groupedBy(input, bucketOf, output as Doc, variables), { _id: 1 });
}

function checkedBounds(bounds: unknown): unknown[] {
  if (!Array.isArray(bounds)) throw new MongoError(40200, "The $bucket 'boundaries' field must be an array");
  if (bounds.length < 2)
    throw new MongoError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  if (bounds.some((bound, i) => i > 0 && compareValues(bounds[i - 1], bound) >= 0))
    throw new MongoError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  return bounds;
}

/** Buckets of about the same size, without `granularity`; equal values stay together. */
export async function* autoBucketed(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  const { groupBy, buckets, output = COUNTED } = operand as Doc;
  const most = toNumber(buckets);
  if (groupBy === undefined || most === undefined)
    throw new MongoError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  if (!Number.isInteger(most) || most < 1)
    throw new MongoError(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${most}`);
  const [groupOf, fields] = [expression(groupBy, variables), groupFields(output as Doc, variables)];
  const rows: { value: unknown; doc: Doc }[] = [];
  for await (const doc of input) rows.push({ value: groupOf(doc) ?? null, doc });
  rows.sort((a, b) => compareValues(a.value, b.value));
  const size = Math.max(1, Math.round(rows.length / most));
  for (let [start, made] = [0, 1]; start < rows.length; made++) {
    let end = made === most ? rows.length : Math.min(start + size, rows.length);
    while (end < rows.length && compareValues(rows[end]?.value, rows[end - 1]?.value) === 0) end++;
    const max = (rows[end] ?? rows[end - 1])?.value;
    const bucket = fields.start({ min: rows[start]?.value, max });
    for (const { doc } of rows.slice(start, end)) fields.add(bucket, doc);
    yield fields.result(bucket);
    start = end;
  }
}
