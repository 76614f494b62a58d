import { MongoError } from '../errors.ts';
import { checkedNamespace } from '../storage/namespace.ts';
import { type Doc, typeName } from '../values/bson-document.ts';
import type { Engine } from './engine.ts';
import { type Fields, type Given, reader } from './options.ts';

/** One command as a client sent it. `name` is its first field, whose value is most often the collection. */
export interface Call {
  engine: Engine;
  name: string;
  db: string;
  command: Doc;
  connectionId: number;
  now: Date;
  checkTime: () => void;
  /** Time that passed while a client left its cursor alone does not count. */
  addTime: (ms: number) => void;
}

/** A call whose first field names a collection. */
export interface CollectionCall extends Call {
  ns: string;
}

type Reply = Doc | Uint8Array;

export interface Command {
  run(call: Call): Reply | Promise<Reply>;
}

export type Commands = Record<string, Command>;

/** What any command may carry. */
const COMMON: Fields = {
  any: ['$db', '$readPreference', 'comment', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', '$audit'],
  object: ['lsid', '$clusterTime', '$client'],
  readConcern: ['readConcern'],
  writeConcern: ['writeConcern'],
  count: ['maxTimeMS'],
  transaction: ['txnNumber', 'startTransaction', 'autocommit', 'stmtId', 'stmtIds'],
};

/** A command by the options it knows; `run` gets them checked. */
export function command<const F extends Fields>(
  fields: F,
  run: (call: Call, options: Given<F>) => Reply | Promise<Reply>,
) {
  const readOptions = reader(fields, COMMON);
  const read = (given: Doc): Given<F> => {
    const [name = ''] = Object.keys(given);
    const { [name]: _target, ...options } = given;
    return readOptions(name, options);
  };
  return { read, run: (call: Call) => run(call, read(call.command)) };
}

export const collectionCommand = <const F extends Fields>(
  fields: F,
  run: (call: CollectionCall, options: Given<F>) => Reply | Promise<Reply>,
) => command(fields, (call, options) => run({ ...call, ns: namespace(call) }, options));

export function namespace({ command, name, db }: Pick<Call, 'command' | 'name' | 'db'>): string {
  const collection = command[name];
  if (typeof collection !== 'string')
    throw new MongoError(73, `collection name has invalid type ${typeName(collection)}`);
  return checkedNamespace(db, collection);
}
