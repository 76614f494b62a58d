import { parentPort, workerData } from 'node:worker_threads';
import type { Options } from './index.ts';
import { startEngine } from './start.ts';

const { dataDir, databaseName } = workerData as Pick<Options, 'dataDir' | 'databaseName'>;

try {
  const running = await startEngine(dataDir, databaseName);
  parentPort?.once('message', () => void running.stop().finally(() => parentPort?.close()));
  parentPort?.postMessage({ uri: running.uri });
} catch (error) {
  parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
