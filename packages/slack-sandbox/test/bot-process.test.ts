import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isAlive } from './support/process.ts';
import { openSession, type Session, until } from './support/session.ts';

const module = fileURLToPath(new URL('support/tiny-bot.ts', import.meta.url));

describe("running the bot as the sandbox's child", function () {
  this.timeout(20_000);
  let session: Session;
  let dataDir: string;

  const ask = async (command: string, text = '') => {
    const { response } = await session.act('command', { user: 'jo', channel: 'support', command, text });
    return response.text as string;
  };

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    session = await openSession({ bot: { module }, dataDir });
  });

  after(async () => {
    await session.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('is ready as soon as the sandbox is', async () => {
    expect((await session.look('state')).bot.ready).to.equal(true);
  });

  it('keeps the clock of the workspace and wakes when that is moved', async () => {
    const moved = await session.act('clock', { now: '2026-10-05T09:00:00Z' });

    const { messages } = await session.look('state');
    expect(moved.now).to.match(/^2026-10-05T09:00/);
    expect(messages.at(-1).text).to.match(/^Woken at 2026-10-05T09:00/);
    expect(await ask('/now')).to.match(/^2026-10-05T09:00/);
  });

  it('keeps the moved clock over a restart', async () => {
    const before = await session.act('bot', { action: 'kill' });
    const { ready } = (await session.look('state')).bot;

    const started = await session.act('bot', { action: 'start' });

    expect(ready).to.equal(false);
    expect(started.pid).not.to.equal(before.pid);
    expect(isAlive(before.pid)).to.equal(false);
    expect(await ask('/now')).to.match(/^2026-10-05T09:0/);
  });

  it('invites the bot once, whatever becomes of it', async () => {
    await session.act('kick', { user: 'ann', channel: 'brag-wall', who: 'bot' });

    await session.act('bot', { action: 'restart' });

    const { channels, bot } = await session.look('state');
    expect(channels.find(({ name }: { name: string }) => name === 'brag-wall').members).not.to.include(
      bot.userId,
    );
  });

  it('says that a command failed while there is no bot', async () => {
    await session.act('bot', { action: 'stop' });

    const answer = await session.act('command', { user: 'jo', channel: 'support', command: '/now' });

    expect(answer).to.deep.equal({ ok: false, ackMs: null, status: 'dispatch_failed' });
    await session.act('bot', { action: 'start' });
  });

  it('starts anew with a reset', async () => {
    await ask('/keep', 'something');
    const before = await session.look('state');

    await session.act('reset');

    const state = await session.look('state');
    expect(state.team.id).not.to.equal(before.team.id);
    expect(state.messages).to.deep.equal([]);
    expect(state.bot.ready).to.equal(true);
    expect(readdirSync(dataDir)).to.deep.equal([]);
    expect(Date.parse(state.now)).to.be.closeTo(Date.now(), 5000);
    expect(await session.look('violations')).to.deep.equal([]);
  });
});

describe('a sandbox whose bot does not start', () => {
  it('says why, and leaves nothing behind', async () => {
    let reason = '';

    await openSession({ bot: { module }, botEnv: { GREETING: 'refuse' } }).catch((error: Error) => {
      reason = error.message;
    });

    expect(reason).to.equal('the bot could not start: the greeting is refused');
  });
});

describe('a data directory that nobody named', () => {
  it('is made for the bot and goes with the sandbox', async () => {
    const session = await openSession({ bot: { module } });
    const { response } = await session.act('command', {
      user: 'jo',
      channel: 'support',
      command: '/keep',
      text: 'something',
    });
    const existed = existsSync(response.text);

    await session.stop();

    expect(existed).to.equal(true);
    expect(existsSync(response.text)).to.equal(false);
  });
});

describe('a data directory that held something before', () => {
  let dataDir: string;
  let session: Session;
  const openOn = async (name: string) => {
    dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    writeFileSync(join(dataDir, name), '');
    session = await openSession({ bot: { module }, dataDir, dataFiles: /\.db$/ });
  };
  afterEach(async () => {
    await session.stop();
    rmSync(dataDir, { recursive: true });
  });

  it("is emptied by a reset when that was the bot's", async () => {
    await openOn('old.db');

    await session.act('reset');

    expect(readdirSync(dataDir)).to.deep.equal([]);
  });

  it('is left alone by a reset when it was not, which is told', async () => {
    await openOn('thesis.txt');

    const { error } = await session.act('reset');

    expect(error).to.include('held thesis.txt before the sandbox started');
    expect(readdirSync(dataDir)).to.deep.equal(['thesis.txt']);
  });
});

describe('a sandbox that is killed', () => {
  it('takes its bot with it', async () => {
    const launcher = fileURLToPath(new URL('support/launcher.ts', import.meta.url));
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    const sandbox = spawn(process.execPath, ['--import', 'tsx', launcher, dataDir]);
    const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
    const answer = await fetch(`${line.toString().trim()}/_sandbox/bot`, {
      method: 'POST',
      body: JSON.stringify({ action: 'restart' }),
    });
    const { pid } = (await answer.json()) as { pid: number };

    sandbox.kill('SIGKILL');

    await until(async () => !isAlive(pid));
    rmSync(dataDir, { recursive: true });
  }).timeout(20_000);
});
