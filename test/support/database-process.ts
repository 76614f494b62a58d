import { startEmbeddedMongo } from 'embedded-mongo';

/** A database of its own in a process of its own, so that a test can stop and resume it. */
const { uri } = await startEmbeddedMongo({ dataDir: process.argv[2] ?? '', databaseName: 'bragwall' });
process.send?.({ uri, pid: process.pid });
process.on('disconnect', () => process.exit());
