import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const clock = fileURLToPath(new URL('../src/clock.ts', import.meta.url));

/** What a program knows of its zone, and what its threads and children do. */
const program = `
  import { spawnSync } from 'node:child_process';
  import { Worker } from 'node:worker_threads';
  import { DateTime } from 'luxon';
  import { runInUtc } from ${JSON.stringify(clock)};
  const zones = () => [new Date(0).getTimezoneOffset(), DateTime.fromMillis(0).offset, Intl.DateTimeFormat().resolvedOptions().timeZone];
  const before = zones();
  runInUtc();
  const offset = 'new Date(0).getTimezoneOffset()';
  const child = Number(spawnSync(process.execPath, ['-p', offset]).stdout);
  const worker = new Worker('process.getBuiltinModule("node:worker_threads").parentPort.postMessage(' + offset + ')', { eval: true });
  worker.once('message', (thread) => console.log(JSON.stringify({ before, after: zones(), child, thread })));
`;

describe("the program's zone", () => {
  it("is UTC whatever the server's is, also when that was read before, and in its threads and children", async () => {
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      { env: { ...process.env, TZ: 'America/New_York' } },
    );

    expect(JSON.parse(stdout)).to.deep.equal({
      before: [300, -300, 'America/New_York'],
      after: [0, 0, 'UTC'],
      child: 0,
      thread: 0,
    });
  });
});
