import { type Doc, isDoc } from './bson-document.ts';
import { sortOption } from './command.ts';
import type { Query } from './query.ts';
import { stageNumber } from './stages.ts';

/**
 * `$match` and `$sort` at the beginning are what an index can serve; `used` tells how many stages that were. With
 * `$skip` and `$limit` behind them it is known how many documents are needed.
 */
export function leadingQuery(pipeline: Doc[]): { query: Query; used: number } {
  const filters: Doc[] = [];
  let used = 0;
  for (; isDoc(pipeline[used]?.$match); used++) filters.push(pipeline[used]?.$match as Doc);
  const sort = sortOption({ sort: pipeline[used]?.$sort });
  if (sort) used++;
  const { $skip } = pipeline[used] ?? {};
  const { $limit } = pipeline[$skip === undefined ? used : used + 1] ?? {};
  const skip = $skip === undefined ? 0 : stageNumber('$skip', $skip);
  const most = $limit === undefined ? undefined : stageNumber('$limit', $limit) + skip;
  const [filter = {}, ...more] = filters;
  return { query: { filter: more.length > 0 ? { $and: filters } : filter, sort, most }, used };
}
