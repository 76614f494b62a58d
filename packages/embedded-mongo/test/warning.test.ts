import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startEmbeddedMongo } from '../src/index.ts';
import { waitFor } from './wait-for.ts';

describe('what a library inside prints', () => {
  const before = process.env.NODE_DEBUG;
  afterEach(() => {
    if (before === undefined) delete process.env.NODE_DEBUG;
    else process.env.NODE_DEBUG = before;
  });

  it('is heard by whoever started the database', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'warning-'));
    const lines: string[] = [];
    // Node itself prints then, in the database's thread.
    process.env.NODE_DEBUG = 'net';

    const server = await startEmbeddedMongo({
      dataDir,
      databaseName: 'app',
      onWarning: (line) => lines.push(line),
    });

    await waitFor('a line', () => lines.some((line) => /^NET \d+: /.test(line)));
    await server.stop();
    expect(lines).not.to.include('');
    await rm(dataDir, { recursive: true });
  }).timeout(30_000);
});
