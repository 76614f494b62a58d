import { MongoError } from '../errors.ts';
import { type Doc, isDoc, truthy, typeName } from '../values/bson-document.ts';

/** The commands of MongoDB's stable API, version 1, among those that are here. */
const COMMANDS = new Set(
  [
    'aggregate collMod count create createIndexes delete deleteIndexes drop dropDatabase dropIndexes endSessions',
    'explain find findAndModify findandmodify getMore hello insert killCursors listCollections listDatabases',
    'listIndexes ping update',
  ].flatMap((names) => names.split(' ')),
);

/** Options of those commands that are not in it. */
const UNSTABLE: Record<string, string[]> = {
  create: ['autoIndexId', 'capped', 'idIndex', 'indexOptionDefaults', 'max', 'size', 'storageEngine'],
  find: [
    'awaitData',
    'max',
    'min',
    'noCursorTimeout',
    'oplogReplay',
    'returnKey',
    'showRecordId',
    'tailable',
  ],
};

const UNSTABLE_INDEX_OPTIONS = ['background', 'bucketSize', 'sparse', 'storageEngine'];

/** A client that asks for version 1, and strictly, wants to hear of all that another server may not have. */
export function checkApiVersion(name: string, command: Doc): void {
  const { apiVersion, apiStrict, apiDeprecationErrors } = command;
  for (const [field, value] of Object.entries({ apiStrict, apiDeprecationErrors }))
    if (value !== undefined && typeof value !== 'boolean') throw wrongType(field, value, 'bool');
  if (apiVersion === undefined) {
    if (apiStrict || apiDeprecationErrors)
      throw new MongoError(
        4886600,
        'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion',
      );
    return;
  }
  if (typeof apiVersion !== 'string') throw wrongType('apiVersion', apiVersion, 'string');
  if (apiVersion !== '1') throw new MongoError(322, 'API version must be "1"');
  if (apiStrict) checkStrictly(name, command);
}

const wrongType = (field: string, value: unknown, type: string) =>
  new MongoError(
    14,
    `BSON field 'APIParametersFromClient.${field}' is the wrong type '${typeName(value)}', expected type '${type}'`,
  );

function checkStrictly(name: string, command: Doc): void {
  if (!COMMANDS.has(name))
    throw new MongoError(
      323,
      `Provided apiStrict:true, but the command ${name} is not in API Version 1. Information on supported commands and migrations in API Version 1 can be found at https://dochub.mongodb.org/core/manual-versioned-api.`,
    );
  const unstable = UNSTABLE[name]?.find((option) => option in command);
  if (unstable !== undefined) throw notStable(`${name}.${unstable}`);
  for (const spec of documents(command.indexes)) {
    const option = UNSTABLE_INDEX_OPTIONS.find((known) => known in spec);
    if (option !== undefined) throw notStable(`createIndexes.indexes.${option}`);
  }
  const pipeline = documents(command.pipeline);
  if (pipeline.some(({ $collStats }) => isDoc($collStats) && truthy($collStats.storageStats)))
    throw new MongoError(323, "only the 'count' option to $collStats is supported in API Version 1");
}

const notStable = (field: string) =>
  new MongoError(323, `BSON field '${field}' is not allowed with apiStrict:true.`);

const documents = (list: unknown): Doc[] => (Array.isArray(list) ? list.filter(isDoc) : []);
