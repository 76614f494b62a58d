import { failedToParse } from '../errors.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Stored } from '../storage/records.ts';
import { type Doc, decode } from '../values/bson-document.ts';
import { change, changeByUpdate } from './change.ts';
import { collectionCommand } from './command.ts';
import { projectionFor, queryOf } from './find-query.ts';
import { CHOICE } from './options.ts';

export const findAndModify = collectionCommand(
  {
    object: ['query', 'fields', 'let'],
    any: ['update'],
    flag: ['remove', 'new', 'upsert', 'bypassEmptyTsReplacement'],
    objects: ['arrayFilters'],
    sort: ['sort'],
    ...CHOICE,
    refused: ['bypassDocumentValidation'],
  },
  async (call, options) => {
    const { remove = false, new: returnNew = false, upsert, arrayFilters, update: spec } = options;
    if (remove === (spec !== undefined)) throw failedToParse('Specify either an update or remove=true');
    if (remove && (upsert || returnNew || arrayFilters))
      throw failedToParse('Cannot specify upsert, new or arrayFilters with remove=true');
    const query = queryOf(options);
    const project = projectionFor(options.fields, query) ?? ((doc: Doc) => doc);
    const removed = (collection: Collection, stored: Stored): Doc => {
      const value = project(stored.doc);
      call.engine.records.remove(collection, stored);
      return value;
    };
    const updated = ({ bytes }: Stored, doc: Doc): Doc => project(returnNew ? doc : decode(bytes));
    const { results, inserted } = remove
      ? await change({ call, query, visit: removed, purpose: 'remove' })
      : await changeByUpdate(call, query, { ...options, spec }, updated);
    const [value = inserted && returnNew ? project(inserted) : null] = results;
    const lastErrorObject = {
      n: inserted ? 1 : results.length,
      ...(!remove && { updatedExisting: results.length > 0 }),
      ...(inserted && { upserted: inserted._id }),
    };
    return { lastErrorObject, value, ok: 1 };
  },
);
