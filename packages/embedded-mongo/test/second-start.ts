/** Starts on a directory that may be taken, and says on stdout what became of it. */
import { startEmbeddedMongo } from '../src/index.ts';

try {
  const server = await startEmbeddedMongo({ dataDir: process.argv[2] ?? '', databaseName: 'app' });
  process.stdout.write('started\n');
  await server.stop();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
