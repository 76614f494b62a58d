import { hostname } from 'node:os';
import { Long } from 'bson';
import { type Doc, MAX_DOCUMENT_BYTES } from './bson-document.ts';
import { type Call, type Commands, checkedNamespace } from './command.ts';
import { MAX_MESSAGE_BYTES } from './wire.ts';

const VERSION = '8.0.0';
const WIRE_VERSION = 25;

export const serverCommands: Commands = {
  // Drivers tell ever more about themselves here, and may.
  hello: { options: 'any', run: hello },
  ping: { options: [], run: () => ({ ok: 1 }) },
  buildInfo: { options: [], run: buildInfo },
  serverStatus: { options: ['repl', 'metrics', 'locks'], run: serverStatus },
  endSessions: { options: [], run: () => ({ ok: 1 }) },
  killSessions: { options: [], run: () => ({ ok: 1 }) },
  startSession: { options: [], run: () => ({ ok: 1 }) },
  connectionStatus: {
    options: ['showPrivileges'],
    run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  },
  getParameter: {
    options: ['featureCompatibilityVersion', 'allParameters'],
    run: () => ({ featureCompatibilityVersion: { version: '8.0' }, ok: 1 }),
  },
  getCmdLineOpts: { options: [], run: () => ({ argv: [], parsed: {}, ok: 1 }) },
  getLog: { options: [], run: () => ({ totalLinesWritten: 0, log: [], ok: 1 }) },
  whatsmyuri: { options: [], run: ({ connectionId }) => ({ you: `socket:${connectionId}`, ok: 1 }) },
  collStats: { options: ['scale'], run: collStats },
  dbStats: { options: ['scale', 'freeStorage'], run: dbStats },
};

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

function buildInfo(): Doc {
  return {
    version: VERSION,
    versionArray: VERSION.split('.').map(Number).concat(0),
    gitVersion: 'brag-wall-embedded',
    modules: [],
    storageEngines: ['lmdb'],
    javascriptEngine: 'none',
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  };
}

function serverStatus({ engine, now, connectionId }: Call): Doc {
  const uptimeMillis = now.getTime() - engine.startedAt;
  return {
    host: hostname(),
    version: VERSION,
    process: 'brag-wall',
    pid: Long.fromNumber(process.pid),
    uptime: uptimeMillis / 1000,
    uptimeMillis: Long.fromNumber(uptimeMillis),
    localTime: now,
    connections: { totalCreated: connectionId },
    metrics: { cursor: { open: { total: engine.cursors.count } } },
    mem: { bits: 64, resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
    storageEngine: { name: 'lmdb', persistent: true },
    ok: 1,
  };
}

function collStats({ engine, db, command, name }: Call): Doc {
  const ns = checkedNamespace(db, String(command[name]));
  return { ns, ...collectionSize(engine, ns), ok: 1 };
}

export function collectionSize(engine: Call['engine'], ns: string): Doc {
  const collection = engine.catalog.get(ns);
  const count = collection ? engine.records.count(collection) : 0;
  return {
    count,
    size: 0,
    storageSize: 0,
    totalIndexSize: 0,
    nindexes: collection?.indexes.length ?? 0,
    capped: false,
  };
}

function dbStats({ engine, db }: Call): Doc {
  const collections = engine.catalog.list(db);
  const objects = collections.reduce((sum, collection) => sum + engine.records.count(collection), 0);
  const indexes = collections.reduce((sum, collection) => sum + collection.indexes.length, 0);
  return { db, collections: collections.length, views: 0, objects, indexes, ok: 1 };
}
