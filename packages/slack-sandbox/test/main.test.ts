import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Json, until } from './support/session.ts';

const main = fileURLToPath(new URL('../bin/slack-sandbox.js', import.meta.url));

const run = (...options: string[]) => {
  const child = spawn(process.execPath, [main, '--port', '0', ...options]);
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const ready = () => until(async () => /Sandbox ready at (\S+)/.exec(output)?.[1]);
  return { child, ready, output: () => output, complaints: () => complaints };
};

const exitCode = async (child: ChildProcess) => {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
};

describe('the sandbox command', function () {
  this.timeout(20_000);

  it('prints what any bot needs, and where it is', async () => {
    const { child, ready, output } = run('--no-bot', '--seed', '7');
    const url = await ready();

    child.kill('SIGINT');

    expect(await exitCode(child)).to.equal(0);
    expect(output()).to.match(
      new RegExp(
        `^SLACK_BOT_TOKEN=xoxb-\\S+\nSLACK_APP_TOKEN=xapp-\\S+\nSLACK_API_URL=${url}/api/\nSandbox ready at ${url}\n$`,
      ),
    );
  });

  it('says at once, beside what programs read, that it is starting', async () => {
    const { child, complaints } = run('--no-bot');

    await until(async () => complaints() !== '');

    child.kill('SIGINT');
    expect(complaints()).to.equal('Starting the sandbox …\n');
  });

  it('puts the bot in other channels, and says which there are', async () => {
    const { child, ready } = run('--no-bot', '--also-in', '#general, support');
    const { channels, bot } = (await (await fetch(`${await ready()}/_sandbox/state`)).json()) as Json;
    child.kill('SIGINT');
    const other = run('--no-bot', '--also-in', 'nowhere');

    const where = channels.filter(({ members }: Json) => members.includes(bot.userId));
    expect(where.map(({ name }: Json) => name)).to.deep.equal(['general', 'support']);
    expect(await exitCode(other.child)).to.equal(1);
    expect(other.complaints()).to.include('general, support, leads').and.include('nowhere');
  });

  it('prints the secret and the port for a bot over HTTP', async () => {
    const { child, ready, output } = run('--no-bot', '--transport', 'http');
    await ready();

    child.kill('SIGTERM');

    expect(await exitCode(child)).to.equal(0);
    expect(output()).to.match(
      /^SLACK_BOT_TOKEN=\S+\nSLACK_SIGNING_SECRET=\S+\nPORT=\d+\nSLACK_API_URL=\S+\nSandbox/,
    );
  });

  it('repeats ids for a seed', async () => {
    const ids = async () => {
      const { child, ready } = run('--no-bot', '--seed', '7', '--people', '3');
      const state = (await (await fetch(`${await ready()}/_sandbox/state`)).json()) as {
        users: { id: string; name: string; tz: string }[];
      };
      child.kill('SIGINT');
      await exitCode(child);
      return state.users.map(({ id, name, tz }) => `${id} ${name} ${tz}`);
    };

    const [first, second] = await Promise.all([ids(), ids()]);

    expect(first).to.deep.equal(second);
    expect(first.filter((line) => line.includes('person-'))).to.have.length(3);
  });

  it('refuses what it does not understand in one sentence', async () => {
    const { child, complaints } = run('--transport', 'pigeon');

    expect(await exitCode(child)).to.equal(1);
    expect(complaints()).to.match(/^The sandbox cannot start: --transport must be socket or http/);
  });

  it('refuses two bots at once, and a manifest that is not there', async () => {
    const both = run('--no-bot', '--bot', 'node bot.js');
    const lost = run('--manifest', '/nonexistent/manifest.yml');

    expect([await exitCode(both.child), await exitCode(lost.child)]).to.deep.equal([1, 1]);
    expect(both.complaints()).to.include('--bot and --no-bot exclude each other');
    expect(lost.complaints()).to.include('the manifest /nonexistent/manifest.yml cannot be read');
  });

  it('says that a port is taken', async () => {
    const first = run('--no-bot');
    const url = await first.ready();

    const second = run('--no-bot', '--port', new URL(url).port);

    expect(await exitCode(second.child)).to.equal(1);
    expect(second.complaints()).to.include('that port is in use');
    first.child.kill('SIGINT');
    await exitCode(first.child);
  });
});
