import { parentPort, workerData } from 'node:worker_threads';
import { startEngine } from './start.ts';

const { dataDir } = workerData as { dataDir: string };

try {
  const running = await startEngine(dataDir);
  parentPort?.once('message', () => void running.stop().finally(() => parentPort?.close()));
  parentPort?.postMessage({ uri: running.uri });
} catch (error) {
  parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
