import { parentPort, workerData } from 'node:worker_threads';
import { startEngine } from './start.ts';
import { WriteGate } from './storage/write-gate.ts';

export interface WorkerData {
  dataDir: string;
  databaseName: string;
  /** Of the gate that the thread which ends the process closes. */
  gateMemory: SharedArrayBuffer;
}

const { dataDir, databaseName, gateMemory } = workerData as WorkerData;

try {
  const running = await startEngine(dataDir, databaseName, new WriteGate(gateMemory));
  parentPort?.once('message', () => void running.stop().finally(() => parentPort?.close()));
  parentPort?.postMessage({ uri: running.uri });
} catch (error) {
  parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
