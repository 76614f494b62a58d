import { type Doc, toNumber } from './bson-document.ts';
import { catalogCommands } from './catalog-commands.ts';
import type { Command, Commands } from './command.ts';
import type { Engine } from './engine.ts';
import { MongoError } from './errors.ts';
import { readCommands } from './read-commands.ts';
import { serverCommands } from './server-commands.ts';
import type { Storage } from './storage.ts';
import { writeCommands } from './write-commands.ts';

const COMMANDS: Commands = { ...serverCommands, ...readCommands, ...writeCommands, ...catalogCommands };

/** Older and shorter spellings that drivers and shells still use. */
const ALIASES: Record<string, string> = {
  ismaster: 'hello',
  isMaster: 'hello',
  buildinfo: 'buildInfo',
  findandmodify: 'findAndModify',
  collstats: 'collStats',
  dbstats: 'dbStats',
  deleteIndexes: 'dropIndexes',
};

/** Options that any command may carry. With one disk and one writer, every concern is met. */
const COMMON_OPTIONS = [
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
  'let',
];
const TRANSACTION_OPTIONS = ['txnNumber', 'startTransaction', 'autocommit', 'stmtId', 'stmtIds'];

export async function runCommand(
  engine: Engine,
  command: Doc,
  connectionId: number,
): Promise<Doc | Uint8Array> {
  const given = Object.keys(command)[0] ?? '';
  const name = Object.hasOwn(ALIASES, given) ? (ALIASES[given] as string) : given;
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!known) throw new MongoError(59, `no such command: '${given}'`);
  checkOptions(command, given, known.options);
  const db = typeof command.$db === 'string' ? command.$db : 'admin';
  const call = {
    engine,
    name: given,
    db,
    command,
    connectionId,
    now: new Date(),
    checkTime: timeLimit(command, engine.storage),
  };
  call.checkTime();
  return known.run(call);
}

function checkOptions(command: Doc, name: string, known: Command['options']): void {
  for (const option of Object.keys(command).slice(1)) {
    // Retryable writes and transactions belong to replica sets: `hello` says this is a standalone server, so
    // drivers do not ask for them, and who asks all the same hears what a standalone MongoDB says.
    if (TRANSACTION_OPTIONS.includes(option)) {
      throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
    }
    if (known !== 'any' && !known.includes(option) && !COMMON_OPTIONS.includes(option)) {
      throw new MongoError(40415, `BSON field '${name}.${option}' is an unknown field.`);
    }
  }
}

/** Called now and then while a command runs, where it holds nothing in LMDB. */
function timeLimit(command: Doc, storage: Storage): () => void {
  const limitMs = toNumber(command.maxTimeMS) ?? 0;
  const end = limitMs > 0 ? performance.now() + limitMs : Number.POSITIVE_INFINITY;
  return () => {
    storage.trim();
    if (performance.now() > end) throw new MongoError(50, 'operation exceeded time limit');
  };
}

export function errorReply(error: unknown): Doc {
  if (error instanceof MongoError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { ok: 0, errmsg: `Internal error: ${message}`, code: 1, codeName: 'InternalError' };
}
