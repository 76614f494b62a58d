import { hostname } from 'node:os';
import { Long } from 'bson';
import { MongoError } from '../errors.ts';
import { collectionSize } from '../query/collection-size.ts';
import { type Doc, MAX_DOCUMENT_BYTES, MAX_MESSAGE_BYTES } from '../values/bson-document.ts';
import { type Call, type Commands, collectionCommand, command } from './command.ts';

/**
 * Whose commands these are: the next one, 8.0, has `bulkWrite`, and drivers would send it. From 7.0.13 on there is
 * `bypassEmptyTsReplacement`, which mongorestore looks for by the number.
 */
export const VERSION = '7.0.13';
const WIRE_VERSION = 21;

/** The same answer every time. */
const constant = (reply: Doc) => command({}, () => ({ ...reply, ok: 1 }));

/** A standalone server: drivers then leave retryable writes, transactions and change streams alone. */
function hello({ now, name, connectionId, command }: Call): Doc {
  return {
    ...(command.helloOk === true ? { helloOk: true } : {}),
    [name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

const buildInfo = constant({
  version: VERSION,
  versionArray: VERSION.split('.').map(Number).concat(0),
  gitVersion: 'embedded-mongo',
  modules: [],
  storageEngines: ['lmdb'],
  javascriptEngine: 'none',
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
});

function serverStatus({ engine, now, connectionId }: Call): Doc {
  const uptimeMillis = now.getTime() - engine.startedAt;
  return {
    host: hostname(),
    version: VERSION,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: uptimeMillis / 1000,
    uptimeMillis: Long.fromNumber(uptimeMillis),
    localTime: now,
    connections: { totalCreated: connectionId },
    storageEngine: { name: 'lmdb', persistent: true },
    ok: 1,
  };
}

const collStats = collectionCommand(
  { number: ['scale'] },
  async ({ engine, ns, checkTime }, { scale = 1 }) => {
    if (scale < 1)
      throw new MongoError(51024, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
    return { ns, ...(await collectionSize(engine, ns, checkTime, scale)), ok: 1 };
  },
);

/** Drivers tell ever more about themselves in a hello, and may: its options are not checked. */
export const serverCommands: Commands = {
  hello: { run: hello },
  isMaster: { run: hello },
  ismaster: { run: hello },
  ping: constant({}),
  buildInfo,
  buildinfo: buildInfo,
  serverStatus: command({ any: ['repl', 'metrics', 'locks'] }, serverStatus),
  collStats,
  collstats: collStats,
  endSessions: constant({}),
  // What shells and the tools for backups ask when they connect.
  connectionStatus: constant({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  getCmdLineOpts: constant({ argv: [], parsed: {} }),
  getLog: constant({ totalLinesWritten: 0, log: [] }),
  getParameter: command({ any: ['featureCompatibilityVersion'] }, () => ({
    featureCompatibilityVersion: { version: VERSION.replace(/\.\d+$/, '') },
    ok: 1,
  })),
  whatsmyuri: command({}, ({ connectionId }) => ({ you: `socket:${connectionId}`, ok: 1 })),
};
