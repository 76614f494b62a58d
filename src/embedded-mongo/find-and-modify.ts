import { type Doc, decode, truthy } from './bson-document.ts';
import { change } from './change.ts';
import { type Call, docOption, namespace, refuseCollation, sortOption } from './command.ts';
import { failedToParse } from './errors.ts';
import { projection } from './projection.ts';
import type { Query } from './query.ts';
import { preparedUpdate } from './update-command.ts';

export async function findAndModify(call: Call): Promise<Doc> {
  const { command, engine } = call;
  const ns = namespace(call);
  refuseCollation(command);
  const [remove, upsert, returnNew] = [truthy(command.remove), truthy(command.upsert), truthy(command.new)];
  if (remove && command.update !== undefined)
    throw failedToParse('Cannot specify both an update and remove=true');
  if (!remove && command.update === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
  if (remove && upsert) throw failedToParse('Cannot specify both upsert=true and remove=true ');
  if (remove && returnNew)
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  const query: Query = {
    filter: docOption(command, 'query') ?? {},
    sort: sortOption(command),
    hint: command.hint,
    variables: docOption(command, 'let') ?? {},
    most: 1,
  };
  const fields = docOption(command, 'fields');
  const project =
    fields && Object.keys(fields).length > 0
      ? projection(fields, { query: query.filter })
      : (doc: Doc) => doc;
  let value: Doc | null = null;
  let lastErrorObject: Doc = { n: 0, ...(remove ? {} : { updatedExisting: false }) };
  if (remove) {
    await change(call, ns, query, false, (collection, stored) => {
      value = project(stored.doc);
      engine.records.remove(collection, stored);
      lastErrorObject = { n: 1 };
    });
    return { lastErrorObject, value, ok: 1 };
  }
  const { apply, insert: upsertOne } = preparedUpdate(call, ns, command.update, query, command);
  await change(
    call,
    ns,
    query,
    false,
    (collection, stored) => {
      const before = returnNew ? undefined : project(decode(stored.bytes));
      const { doc } = apply(collection, stored);
      value = before ?? project(doc);
      lastErrorObject = { n: 1, updatedExisting: true };
    },
    upsert
      ? () => {
          const doc = upsertOne();
          value = returnNew ? project(doc) : null;
          lastErrorObject = { n: 1, updatedExisting: false, upserted: doc._id };
        }
      : undefined,
  );
  return { lastErrorObject, value, ok: 1 };
}
