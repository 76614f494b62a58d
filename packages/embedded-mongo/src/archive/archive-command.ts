import { config } from 'dotenv';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const USAGE =
  'Name the archive: embedded-mongo backup <file>, or npm run backup -- <file>; restore likewise.';

config({ quiet: true });
const [action = '', file] = process.argv.slice(2);
const dataDir = process.env.DATA_DIR ?? './data';
const say = (line: string) => process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  if (!file || (action !== 'backup' && action !== 'restore')) throw new Error(USAGE);
  if (action === 'backup') {
    for (const { ns, documents } of await backUp(dataDir, file)) say(`${ns}: ${documents} documents`);
    say(`Written to ${file}.`);
    return;
  }
  for (const { ns, documents, leftOut } of await restore(dataDir, file)) {
    say(`${ns}: ${documents} documents`);
    for (const reason of leftOut) say(`  left out the index ${reason}`);
  }
  say(`Restored into ${dataDir}.`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
