import { type Doc, isDoc } from './bson-document.ts';
import { sortOption } from './command.ts';
import type { Query } from './query.ts';
import { stageNumber } from './stages.ts';

/** `$match`, `$sort`, `$skip` and `$limit` at the beginning are what an index can serve. */
export function leadingQuery(pipeline: Doc[]): {
  query: Query;
  used: number;
  skip: number;
  limit: number | undefined;
} {
  const filters: Doc[] = [];
  let sort: Doc | undefined;
  let [used, skip] = [0, 0];
  let limit: number | undefined;
  for (const stage of pipeline) {
    if (isDoc(stage.$match) && !sort) filters.push(stage.$match);
    else if (isDoc(stage.$sort) && !sort) sort = sortOption({ sort: stage.$sort });
    else if ('$skip' in stage && limit === undefined) skip += stageNumber('$skip', stage.$skip);
    else if ('$limit' in stage && limit === undefined) limit = stageNumber('$limit', stage.$limit);
    else break;
    used++;
    if (skip > 0 || limit !== undefined) {
      const next = pipeline[used];
      if (!next || !('$limit' in next) || limit !== undefined) break;
    }
  }
  const filter = filters.length === 1 ? (filters[0] as Doc) : filters.length === 0 ? {} : { $and: filters };
  const most = limit === undefined ? undefined : limit + skip;
  return { query: { filter, sort, most }, used, skip, limit };
}
