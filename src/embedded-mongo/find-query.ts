import { type Doc, truthy } from './bson-document.ts';
import { countOption, docOption, refuseCollation, sortOption } from './command.ts';
import { notSupported } from './errors.ts';
import type { Query } from './query.ts';

const NOT_BUILT_IN = ['returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max'];

export function findQuery(command: Doc): Query {
  const refused = NOT_BUILT_IN.find((option) => truthy(command[option]));
  if (refused) throw notSupported(`does not offer the option '${refused}' of find`);
  refuseCollation(command);
  const [limit, skip] = [countOption(command, 'limit') ?? 0, countOption(command, 'skip') ?? 0];
  return {
    filter: docOption(command, 'filter') ?? {},
    sort: sortOption(command),
    hint: emptyToUndefined(command.hint),
    most: limit > 0 ? limit + skip : undefined,
    variables: docOption(command, 'let') ?? {},
  };
}

export const emptyToUndefined = (hint: unknown) =>
  typeof hint === 'object' && hint !== null && Object.keys(hint).length === 0 ? undefined : hint;
