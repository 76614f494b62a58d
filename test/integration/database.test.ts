import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

describe('a database that does not answer', () => {
  let dataDir: string;
  let database: ChildProcess;
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(40_000);
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    database = fork('test/support/database-process.ts', [dataDir], { execArgv: ['--import', 'tsx'] });
    const [{ uri }] = (await once(database, 'message')) as [{ uri: string }];
    sandbox = await startSandbox({ env: { MONGODB_URI: uri, LOG_LEVEL: 'silent' } });
  });
  after(async () => {
    database.kill('SIGCONT');
    await sandbox.stop();
    database.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gives the author the whole text back in time, and stores nothing twice when it recovers', async () => {
    const text = `a text that is not lost ${'x'.repeat(500)}.`;
    await sandbox.brag('jo', 'before the silence');
    await sandbox.waitForWin('before the silence');
    await sandbox.settled();

    database.kill('SIGSTOP');
    const { ackMs, response } = await sandbox.brag('jo', text);
    database.kill('SIGCONT');

    expect(ackMs).to.be.below(3000);
    expect(response?.text).to.contain('the database did not answer').and.to.contain(text);
    await sandbox.brag('jo', text);
    await sandbox.waitForWin('a text that is not lost');
    await sandbox.settled();
    const found = (await sandbox.wall()).filter((message) =>
      message.text.includes('a text that is not lost'),
    );
    expect(found).to.have.length(1);
    expect(await sandbox.violations()).to.deep.equal([]);
  }).timeout(40_000);

  it('keeps the form with its text, and tells the author when the win was stored after all', async () => {
    await sandbox.brag('mia', '');
    const { id: viewId } = await sandbox.openView('mia');
    await sandbox.settled();
    const values = { win_text: { value: 'typed for a long time' } };

    database.kill('SIGSTOP');
    const { errors } = await sandbox.act('/submit', { user: 'mia', viewId, values });
    database.kill('SIGCONT');

    expect(errors?.win_text).to.contain('Your text is still here');
    await sandbox.waitForWin('typed for a long time');
    await sandbox.lastEphemeral('mia', 'On the wall for');
    await sandbox.act('/submit', { user: 'mia', viewId, values });
    await sandbox.settled();
    expect(
      (await sandbox.wall()).filter(({ text }) => text.includes('typed for a long time')),
    ).to.have.length(1);
    expect(await sandbox.violations()).to.deep.equal([]);
  }).timeout(40_000);

  it('takes a change that is sent again for the same change', async () => {
    await sandbox.brag('lee', 'painted the fence');
    const { ts } = await sandbox.waitForWin('painted the fence');
    const answer = await sandbox.lastEphemeral('lee', 'On the wall for');
    await sandbox.act('/click', { user: 'lee', channel: 'general', ts: answer.ts, actionId: 'win.edit' });
    const { id: viewId } = await sandbox.openView('lee');
    await sandbox.settled();
    const values = { win_text: { value: 'painted the whole fence' } };

    database.kill('SIGSTOP');
    const { errors } = await sandbox.act('/submit', { user: 'lee', viewId, values });
    database.kill('SIGCONT');
    await sandbox.waitForWin('painted the whole fence');
    const again = await sandbox.act('/submit', { user: 'lee', viewId, values });

    expect(errors?.win_text).to.contain('Your text is still here');
    expect(again.errors).to.equal(undefined);
    expect((await sandbox.waitForWin('painted the whole fence')).ts).to.equal(ts);
  }).timeout(40_000);
});
