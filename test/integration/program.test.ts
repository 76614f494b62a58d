import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isReady, startProgram } from '../support/program.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

describe('the program', () => {
  let dataDir: string;
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    sandbox = await startSandbox({ args: ['--no-bot'] });
  });
  after(async () => {
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('tells what is missing, all at once, without a stack trace, and ends with 1', async () => {
    const program = startProgram({ DATA_DIR: dataDir, LOG_LEVEL: 'loud' });

    expect(await program.exited).to.equal(1);
    expect(program.errors).to.have.length(3);
    expect(program.errors.join('\n'))
      .to.match(/SLACK_BOT_TOKEN is missing/)
      .and.not.to.match(/\bat .*:\d+/);
  });

  it('tells plainly when Slack refuses the token', async () => {
    const program = startProgram({ ...sandbox.botEnv, SLACK_BOT_TOKEN: 'xoxb-wrong', DATA_DIR: dataDir });

    expect(await program.exited).to.equal(1);
    expect(program.errors.join('\n')).to.match(/^Slack refuses SLACK_BOT_TOKEN: it is not a valid token/);
  });

  it('logs one line when it is ready, posts, stops on SIGTERM with 0, and keeps its data', async () => {
    const first = startProgram({ ...sandbox.botEnv, DATA_DIR: dataDir });
    await isReady(first);
    await sandbox.brag('jo', 'a secret sentence');
    const win = await sandbox.waitForWin('a secret sentence');
    const stoppedAt = performance.now();
    first.child.kill('SIGTERM');
    expect(await first.exited).to.equal(0);
    expect(performance.now() - stoppedAt).to.be.below(10_000);

    const second = startProgram({ ...sandbox.botEnv, DATA_DIR: dataDir });
    await isReady(second);
    await sandbox.react('ann', win.ts);
    await sandbox.waitForCount(win.ts, '(1 nomination)');
    second.child.kill('SIGINT');
    expect(await second.exited).to.equal(0);

    const log = [...first.lines, ...second.lines].join('\n');
    expect(log)
      .to.contain('"feature":"/brag"')
      .and.to.match(/"durationMs":\d+/);
    expect(log).not.to.contain('secret sentence');
    for (const secret of Object.values(sandbox.botEnv).filter((value) => /^x(oxb|app)-/.test(value)))
      expect(log).not.to.contain(secret);
    const violations = await sandbox.violations();
    expect(violations.filter(({ rule }) => rule !== 'bad-token')).to.deep.equal([]);
  }).timeout(90_000);

  it('joins the channel that is configured as the wall', async () => {
    const ownDataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    const WALL_CHANNEL = await sandbox.channelId('support');
    const program = startProgram({ ...sandbox.botEnv, DATA_DIR: ownDataDir, WALL_CHANNEL });
    await isReady(program);

    await sandbox.brag('jo', 'where it was told to');

    await sandbox.waitForWin('where it was told to', 'support');
    program.child.kill('SIGTERM');
    await program.exited;
    await rm(ownDataDir, { recursive: true, force: true });
  }).timeout(60_000);

  it('ends at once at the second signal', async () => {
    const program = startProgram({ ...sandbox.botEnv, DATA_DIR: dataDir });
    await isReady(program);

    program.child.kill('SIGTERM');
    program.child.kill('SIGINT');

    expect(await program.exited).to.be.oneOf([0, 1]);
  }).timeout(60_000);
});
