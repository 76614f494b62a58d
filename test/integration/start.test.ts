import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { isReady, type Program, startLimitMs, startProgram } from '../support/program.ts';
import { startSocketSlack } from '../support/socket-slack.ts';
import { waitFor } from '../support/wait-for.ts';

const token = 'xoxb-1-secret';

/** A fault of the program's own, at a signal. */
const faultAtSignal = `process.once('SIGUSR2', () => { Promise.reject(new Error('boom ${token}')); });`;

describe('starting and ending the program', () => {
  let slack: Awaited<ReturnType<typeof startSocketSlack>>;
  let dataDir: string;
  let program: Program;
  beforeEach(async () => {
    slack = await startSocketSlack();
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
  });
  afterEach(async () => {
    program.child.kill('SIGKILL');
    await program.exited;
    await slack.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = (env: Record<string, string> = {}) => {
    program = startProgram({
      SLACK_BOT_TOKEN: token,
      SLACK_APP_TOKEN: 'xapp-1-secret',
      SLACK_API_URL: slack.url,
      DATA_DIR: dataDir,
      ...env,
    });
  };
  const logged = () => program.lines.map((line) => JSON.parse(line));
  const waits = () =>
    logged()
      .map(({ msg }) => msg)
      .filter((msg) => msg.startsWith('Slack cannot be reached'));
  const has = (what: string) =>
    waitFor(what, () => logged().find(({ msg }) => msg.includes(what)), startLimitMs);

  it('tries again, in one sentence each time, until Slack can be reached', async () => {
    slack.answersWith('auth.test', { status: 503, body: 'no' });
    start();

    await waitFor('two attempts', () => waits().length >= 2, startLimitMs);
    slack.answersAsUsual('auth.test');
    await isReady(program);

    expect(waits().slice(0, 2)).to.deep.equal([
      'Slack cannot be reached: it answers with HTTP status 503. It is tried again in 1 s.',
      'Slack cannot be reached: it answers with HTTP status 503. It is tried again in 2 s.',
    ]);
    expect(logged().filter(({ level }) => level > 40)).to.deep.equal([]);
    expect(program.errors).to.deep.equal([]);
  }).timeout(90_000);

  it('ends with 0 at a signal while it cannot reach Slack, and can be started again', async () => {
    start({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    await has('the connection is refused');

    program.child.kill('SIGTERM');

    expect(await program.exited).to.equal(0);
    expect(program.errors).to.deep.equal([]);
    start();
    await isReady(program);
  }).timeout(90_000);

  it('ends at once at the second signal while it starts', async () => {
    start({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    await has('the connection is refused');

    program.child.kill('SIGTERM');
    program.child.kill('SIGTERM');

    expect(await program.exited).to.be.oneOf([0, 1]);
    expect(program.errors).to.deep.equal([]);
  }).timeout(90_000);

  it('says in one sentence that the port is in use, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    start({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 's', HOST: '127.0.0.1', PORT: String(port) });

    expect(await program.exited).to.equal(1);
    expect(program.errors).to.deep.equal([
      `PORT ${port} is in use by another program: end that one, or set PORT to another number.`,
    ]);
    other.close();
  }).timeout(90_000);

  it('says in one sentence that HOST is no address of this machine, and ends with 1', async () => {
    start({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 's', HOST: '192.0.2.1', PORT: '0' });

    expect(await program.exited).to.equal(1);
    expect(program.errors).to.have.length(1);
    expect(program.errors[0]).to.match(/^HOST 192\.0\.2\.1 is not an address of this machine/);
  }).timeout(90_000);

  it('never prints a torn token', async () => {
    start({ SLACK_BOT_TOKEN: 'xoxb-1-sec\nret' });

    expect(await program.exited).to.equal(1);
    expect(program.errors).to.have.length(1);
    expect(program.errors[0]).to.match(/^SLACK_BOT_TOKEN holds a space/);
    expect([...program.lines, ...program.errors].join()).not.to.match(/sec|^ret/);
  }).timeout(90_000);

  it('logs an error that nobody caught, without a secret in it, and ends with 1', async () => {
    const fault = join(dataDir, 'fault.mjs');
    await writeFile(fault, faultAtSignal);
    start({ NODE_OPTIONS: `--import=${fault}` });
    await isReady(program);

    program.child.kill('SIGUSR2');

    expect(await program.exited).to.equal(1);
    const last = logged().at(-1);
    expect(last).to.deep.include({ level: 60, origin: 'unhandledRejection' });
    expect(last.err.message).to.equal('boom [hidden]');
    expect([...program.lines, ...program.errors].join()).not.to.contain('secret');
  }).timeout(90_000);

  it('goes on when nobody reads its log any more, and stops with 0', async () => {
    start({ LOG_LEVEL: 'debug' });
    await isReady(program);

    program.child.stdout?.destroy();
    slack.sendCommand('first');
    await slack.isAcknowledged('first');
    slack.sendCommand('second');
    await slack.isAcknowledged('second');
    program.child.kill('SIGTERM');

    expect(await program.exited).to.equal(0);
  }).timeout(90_000);
});
