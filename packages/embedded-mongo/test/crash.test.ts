import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { toNumber } from '../src/values/bson-document.ts';
import { checkIntegrity } from './integrity.ts';

/** `CRASH_KILLS=200` for the full test. */
const KILLS = Number(process.env.CRASH_KILLS ?? 4);
const LONGEST_RUN_MS = 700;
const LONGEST_END_MS = 30_000;
const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

/** Lets a writer run for a moment, kills it, and gives the states that it had said were acknowledged. */
async function killedWriter(dataDir: string, round: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, dataDir, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await outputUntilKilled(child, Math.random() * LONGEST_RUN_MS);
  const lines = output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== 'ready');
  return new Map(lines.map((line) => line.split(' ')).map(([id = '', state]) => [id, Number(state)]));
}

function outputUntilKilled(child: ChildProcess, afterMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let started = false;
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (!started) setTimeout(() => child.kill('SIGKILL'), afterMs);
      started = true;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === null ? resolve(output) : reject(new Error(`the writer ended with ${code}`)),
    );
  });
}

describe('a process killed at any moment', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'crash-'));
  });
  after(() => rm(dataDir, { recursive: true }));

  it(`loses nothing acknowledged and leaves nothing half-written, ${KILLS} times`, async function () {
    this.timeout(KILLS * 10_000);
    const settled = new Map<string, number>();
    for (let round = 0; round < KILLS; round++) {
      const acknowledged = await killedWriter(dataDir, round);

      const things = (await checkIntegrity(dataDir)).get('app.things') ?? [];

      const states = new Map(things.map(({ _id, n }) => [String(_id), toNumber(n) ?? 0]));
      for (const { n, same, tags } of things) {
        expect(toNumber(n)).to.equal(toNumber(same));
        expect(tags).to.have.length(1 + (toNumber(n) ?? 0));
      }
      for (const [id, state] of settled) expect(states.get(id) ?? 3, id).to.equal(state);
      for (const [id, state] of acknowledged) {
        const kept = states.get(id) ?? 3;
        expect(kept, `${id} of round ${round}`).to.be.within(state, state + 1);
        settled.set(id, kept);
      }
      for (const [id, state] of states) settled.set(id, state);
    }
  });
});

describe('a process that ends itself at any moment', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'crash-'));
  });
  after(() => rm(dataDir, { recursive: true }));

  it(`ends, though it was writing, ${KILLS} times`, async function () {
    this.timeout(KILLS * 10_000);
    for (let round = 0; round < KILLS; round++) {
      const endAfterMs = String(Math.random() * LONGEST_RUN_MS);
      const child = spawn(process.execPath, ['--import', 'tsx', writer, dataDir, String(round), endAfterMs], {
        stdio: 'ignore',
        timeout: LONGEST_END_MS,
        killSignal: 'SIGKILL',
      });
      const [code] = await once(child, 'exit');
      expect(code, `round ${round}`).to.equal(3);
    }
    await checkIntegrity(dataDir);
  });
});
