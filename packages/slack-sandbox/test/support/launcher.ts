import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../src/sandbox.ts';

/** A sandbox in a process of its own, for tests that kill it. */
const module = fileURLToPath(new URL('tiny-bot.ts', import.meta.url));
const { url } = await startSandbox({ bot: { module }, dataDir: process.argv[2]! });
process.stdout.write(`${url}\n`);
