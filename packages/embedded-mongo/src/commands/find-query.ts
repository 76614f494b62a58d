import { commandVariables } from '../expression/expression.ts';
import { matcher } from '../filter/match.ts';
import { projection } from '../query/projection.ts';
import { pausing, type Query, walk } from '../query/query.ts';
import type { Stored } from '../storage/records.ts';
import type { Doc } from '../values/bson-document.ts';
import type { CollectionCall } from './command.ts';

interface Options {
  filter?: Doc;
  query?: Doc;
  q?: Doc;
  sort?: Doc;
  hint?: unknown;
  let?: Doc;
}

/** What a command says about the documents it wants, whatever it calls its filter. */
export function queryOf(options: Options): Query {
  const { filter, query, q, sort, hint } = options;
  return { filter: filter ?? query ?? q ?? {}, sort, hint, variables: commandVariables(options.let) };
}

/** Documents that match, letting others go on meanwhile. The filter is checked even where no collection is. */
export function matching(call: CollectionCall, query: Query): AsyncGenerator<Stored> {
  matcher(query.filter, query.variables);
  const collection = call.engine.catalog.get(call.ns);
  return pausing(collection ? walk(call.engine, collection, query) : [], call.checkTime);
}

/** Undefined when every field is wanted. */
export function projectionFor(spec: Doc | undefined, { filter, variables = {} }: Query) {
  return spec && Object.keys(spec).length > 0 ? projection(spec, { query: filter, variables }) : undefined;
}
