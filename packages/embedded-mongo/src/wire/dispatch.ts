import { catalogCommands } from '../commands/catalog-commands.ts';
import type { Call, Commands } from '../commands/command.ts';
import type { Engine } from '../commands/engine.ts';
import { explain } from '../commands/explain.ts';
import { readCommands } from '../commands/read-commands.ts';
import { serverCommands } from '../commands/server-commands.ts';
import { writeCommands } from '../commands/write-commands.ts';
import { MongoError } from '../errors.ts';
import type { Storage } from '../storage/storage.ts';
import { type Doc, toNumber } from '../values/bson-document.ts';
import { checkApiVersion } from './api-version.ts';

const commands: Commands = {
  ...serverCommands,
  ...readCommands,
  ...writeCommands,
  ...catalogCommands,
  explain,
};
const COMMANDS = new Map(Object.entries(commands));

export async function runCommand(
  engine: Engine,
  command: Doc,
  connectionId: number,
): Promise<Doc | Uint8Array> {
  const name = Object.keys(command)[0] ?? '';
  const known = COMMANDS.get(name);
  if (!known) throw new MongoError(59, `no such command: '${name}'`);
  checkApiVersion(name, command);
  const db = typeof command.$db === 'string' ? command.$db : 'admin';
  const now = new Date();
  const call = { engine, name, db, command, connectionId, now, ...timeLimit(command, engine.storage) };
  call.checkTime();
  return known.run(call);
}

function timeLimit(command: Doc, storage: Storage): Pick<Call, 'checkTime' | 'addTime'> {
  const limitMs = toNumber(command.maxTimeMS) ?? 0;
  let end = limitMs > 0 ? performance.now() + limitMs : Number.POSITIVE_INFINITY;
  return {
    checkTime: () => {
      // Between two steps of a command nothing is held in LMDB.
      storage.trim();
      if (performance.now() > end) throw new MongoError(50, 'operation exceeded time limit');
    },
    addTime: (ms) => {
      end += ms;
    },
  };
}

export function errorReply(error: unknown): Doc {
  if (error instanceof MongoError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { ok: 0, errmsg: `Internal error: ${message}`, code: 1, codeName: 'InternalError' };
}
