import { type Doc, isDoc, toNumber, truthy } from './bson-document.ts';
import type { Collection } from './catalog.ts';
import { change, openCollection } from './change.ts';
import { type Call, docOption, docsOption, refuseCollation, sortOption } from './command.ts';
import { failedToParse, MongoError } from './errors.ts';
import type { Query } from './query.ts';
import type { Stored } from './records.ts';
import { compileUpdate, type UpdateContext } from './update.ts';
import { upsertDocument } from './upsert.ts';
import type { Outcome } from './write-reply.ts';

const UPDATE_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort'];

function checkFields(name: string, statement: Doc, known: string[]): void {
  const unknown = Object.keys(statement).find((field) => !known.includes(field));
  if (unknown) throw new MongoError(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
}

export async function updateStatement(call: Call, ns: string, statement: Doc): Promise<Outcome> {
  checkFields('update.updates', statement, UPDATE_FIELDS);
  refuseCollation(statement);
  const multi = truthy(statement.multi);
  const query: Query = {
    filter: docOption(statement, 'q') ?? {},
    hint: statement.hint,
    sort: sortOption(statement),
    variables: docOption(call.command, 'let') ?? {},
    most: multi ? undefined : 1,
  };
  if (multi && query.sort) throw failedToParse('Cannot specify sort with multi=true');
  const isReplacement = isDoc(statement.u) && !Object.keys(statement.u).some((name) => name.startsWith('$'));
  if (multi && isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update');
  const { apply, insert: upsert } = preparedUpdate(call, ns, statement.u, query, statement);
  const outcome: Outcome = { matched: 0, modified: 0 };
  await change(
    call,
    ns,
    query,
    multi,
    (collection, stored) => {
      outcome.matched++;
      if (apply(collection, stored).changed) outcome.modified++;
    },
    truthy(statement.upsert)
      ? () => {
          outcome.upserted = upsert()._id;
          outcome.matched++;
        }
      : undefined,
  );
  return outcome;
}

/** An update ready to be applied to stored documents, or to make a new one. */
export function preparedUpdate(call: Call, ns: string, spec: unknown, query: Query, options: Doc) {
  const update = compileUpdate(spec);
  const arrayFilters = options.arrayFilters === undefined ? [] : docsOption(options, 'arrayFilters');
  checkArrayFilters(spec, arrayFilters);
  const constants = docOption(options, 'c') ?? {};
  const context: UpdateContext = {
    now: call.now,
    query: query.filter,
    arrayFilters,
    variables: { ...query.variables, ...constants },
  };
  const { records } = call.engine;
  return {
    apply: (collection: Collection, stored: Stored): { doc: Doc; changed: boolean } => {
      const doc = update(stored.doc, context);
      return { doc, changed: records.replace(collection, stored, doc) };
    },
    insert: (): Doc => records.insert(openCollection(call, ns), upsertDocument(update, spec, context)),
  };
}

function checkArrayFilters(spec: unknown, arrayFilters: Doc[]): void {
  if (arrayFilters.length === 0) return;
  if (Array.isArray(spec)) throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
  const paths = isDoc(spec)
    ? Object.values(spec).flatMap((fields) => (isDoc(fields) ? Object.keys(fields) : []))
    : [];
  const seen = new Set<string>();
  for (const filter of arrayFilters) {
    const names = new Set(Object.keys(filter).map((path) => path.split('.')[0] ?? ''));
    const [name = ''] = names;
    if (names.size > 1)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    if (seen.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    seen.add(name);
    if (!paths.some((path) => path.includes(`$[${name}]`))) {
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${JSON.stringify(spec)}`,
      );
    }
  }
}

export async function deleteStatement(call: Call, ns: string, statement: Doc): Promise<Outcome> {
  checkFields('delete.deletes', statement, ['q', 'limit', 'hint', 'collation']);
  refuseCollation(statement);
  const limit = toNumber(statement.limit);
  if (limit !== 0 && limit !== 1)
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const outcome: Outcome = { matched: 0, modified: 0 };
  const query: Query = {
    filter: docOption(statement, 'q') ?? {},
    hint: statement.hint,
    variables: docOption(call.command, 'let') ?? {},
  };
  await change(call, ns, query, limit === 0, (collection, stored) => {
    call.engine.records.remove(collection, stored);
    outcome.matched++;
  });
  return outcome;
}
