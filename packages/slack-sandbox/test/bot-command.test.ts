import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isAlive } from './support/process.ts';
import { openSession, type Session, until } from './support/session.ts';

const foreignBot = fileURLToPath(new URL('support/foreign-bot.ts', import.meta.url));
const main = fileURLToPath(new URL('../bin/slack-sandbox.js', import.meta.url));
// The shell stays beside the bot, as it does when npm runs a script.
const command = `node --import tsx '${foreignBot}'; exit $?`;

for (const transport of ['socket', 'http'] as const) {
  describe(`a bot of its own command over ${transport}`, function () {
    this.timeout(20_000);
    let session: Session;
    let dataDir: string;

    const botPid = () => Number(readFileSync(join(dataDir, 'pid'), 'utf8'));
    const sayHello = () =>
      session.act('command', { user: 'jo', channel: 'support', command: '/hello', text: 'you' });

    before(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
      session = await openSession({ bot: { command }, transport, dataDir });
    });
    after(async () => {
      await session.stop();
      rmSync(dataDir, { recursive: true });
    });

    it('is ready as soon as the sandbox is, and answers', async () => {
      expect((await session.look('state')).bot.ready).to.equal(true);
      expect((await sayHello()).response.text).to.equal('Hello you');
    });

    it('keeps its own clock when that of the workspace is moved', async () => {
      expect(await session.act('clock', { by: 3_600_000 })).to.include({ ok: true, status: 'ok' });
    });

    for (const action of ['stop', 'kill']) {
      it(`ends with everything that its command started: ${action}`, async () => {
        const before = botPid();

        await session.act('bot', { action });

        await until(async () => !isAlive(before));
        expect((await sayHello()).status).to.equal('dispatch_failed');
        await session.act('bot', { action: 'start' });
        expect(botPid()).not.to.equal(before);
        expect((await sayHello()).response.text).to.equal('Hello you');
      });
    }
  });
}

describe('a command that starts no bot', () => {
  const reasonOf = (given: string): Promise<string> =>
    openSession({ bot: { command: given } }).then(
      async (session) => {
        await session.stop();
        return 'none';
      },
      (error: Error) => error.message,
    );

  it('is told of when it ends', async () => {
    expect(await reasonOf('exit 3')).to.equal('the bot ended with exit code 3 before it was ready');
  });
});

describe('a sandbox that is killed, with a bot of its own command', function () {
  this.timeout(30_000);
  let sandbox: ChildProcess;
  let dataDir: string;

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    const options = ['--port', '0', '--data-dir', dataDir, '--bot', command];
    sandbox = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    sandbox.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await until(async () => output.includes('Sandbox ready at'));
  });
  after(() => {
    sandbox.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  });

  it('takes it along', async () => {
    const pid = Number(readFileSync(join(dataDir, 'pid'), 'utf8'));

    sandbox.kill('SIGKILL');

    await until(async () => !isAlive(pid));
  });
});
