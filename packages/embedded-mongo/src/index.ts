import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { WriteGate } from './storage/write-gate.ts';
import type { WorkerData } from './worker.ts';

export interface EmbeddedMongo {
  /** For the driver, mongoose or mongosh; it names the database that was asked for. */
  uri: string;
  /** Answers what is under way, closes every connection and gives the directory back. */
  stop: () => Promise<void>;
}

export interface Options {
  /** Made when it is not there. One process at a time may use it. */
  dataDir: string;
  /** The database that `uri` names. The directory may hold any number of databases. */
  databaseName: string;
  /** Hears each line that a library inside wants to print; without it, they go to standard error. */
  onWarning?: (line: string) => void;
}

/** A single write that takes longer than this on its disk is given up with the process. */
const LONGEST_TRANSACTION_MS = 5_000;

type FromWorker = { uri?: string; failure?: string };

/**
 * Starts the built-in database on a directory, in a thread of its own so that a long query holds nobody up.
 * Rejects with one plain sentence when the directory is in use, cannot be written or is damaged.
 */
export async function startEmbeddedMongo({
  dataDir,
  databaseName,
  onWarning = (line) => void process.stderr.write(`${line}\n`),
}: Options): Promise<EmbeddedMongo> {
  if (process.platform === 'win32') {
    throw new Error('The built-in database does not run on Windows: connect to a MongoDB server instead.');
  }
  const entry = import.meta.url.endsWith('.ts') ? './worker-from-source.mjs' : './worker.js';
  const gate = new WriteGate();
  const worker = new Worker(new URL(entry, import.meta.url), {
    workerData: { dataDir, databaseName, gateMemory: gate.memory } satisfies WorkerData,
    stdout: true,
    stderr: true,
  });
  const endTransaction = () => {
    if (!gate.close(LONGEST_TRANSACTION_MS)) process.kill(process.pid, 'SIGKILL');
  };
  process.once('exit', endTransaction);
  worker.once('exit', () => process.off('exit', endTransaction));
  for (const input of [worker.stdout, worker.stderr]) createInterface({ input }).on('line', onWarning);
  const started = await firstMessage(worker);
  if (started.uri === undefined) {
    await worker.terminate();
    throw new Error(started.failure ?? 'The built-in database did not start.');
  }
  // It must not go on without its database, nor hide why.
  worker.on('error', (cause) => {
    throw new Error('The built-in database failed', { cause });
  });
  let stopping: Promise<void> | undefined;
  return { uri: started.uri, stop: () => (stopping ??= stopWorker(worker)) };
}

function firstMessage(worker: Worker): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve({}));
  });
}

async function stopWorker(worker: Worker): Promise<void> {
  const stopped = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('stop');
  await stopped;
}
