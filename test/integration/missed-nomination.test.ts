import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('nominating a message while the bot is down', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    await sandbox.act('/invite', { user: 'ann', channel: 'general', who: 'bot' });
    await sandbox.brag('jo', 'made her feel at home');
    await sandbox.waitForWin('feel at home');
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const say = async (text: string, more: object = {}): Promise<string> =>
    (await sandbox.act('/message', { user: 'lee', channel: 'general', text, ...more })).ts!;
  const reactToOriginal = (user: string, ts: string, channel = 'general') =>
    sandbox.react(user, ts, true, 'trophy', channel);
  const wallText = async () => (await sandbox.wall()).map(({ text }) => text).join('\n');
  /** Until the bot has looked through every channel again. */
  const looksAgain = async (work: () => Promise<unknown>) => {
    const lists = async () =>
      (await sandbox.calls()).filter(({ method }) => method === 'users.conversations').length;
    const before = await lists();
    await work();
    await waitFor('a look through the channels', async () => (await lists()) > before);
    await sandbox.settled();
  };

  it('makes it a win at the next start, with everybody who may nominate counted', async () => {
    const ts = await say('brought the spare part to her door');
    await sandbox.whileDown(async () => {
      for (const user of ['lee', 'otherbot', 'sam', 'mia'])
        await reactToOriginal(user, ts).catch(() => undefined);
    });

    const win = await sandbox.waitForWin('spare part to her door');
    await sandbox.waitForCount(win.ts, '(2 nominations)');
    expect(win.text).to.contain(await sandbox.userId('lee'));
  }).timeout(30_000);

  it('finds what was written while it was down, and replies in threads', async () => {
    const parent = await say('how did it go?');
    await sandbox.whileDown(async () => {
      await reactToOriginal('sam', await say('she got her refund before lunch'));
      await reactToOriginal('sam', await say('he laughed about it in the end', { threadTs: parent }));
    });

    await sandbox.waitForWin('refund before lunch');
    await sandbox.waitForWin('laughed about it');
    await sandbox.settled();
    expect(await wallText()).not.to.contain('how did it go');
  }).timeout(30_000);

  it('looks again at the next tick when Slack failed', async () => {
    const looks = async () =>
      (await sandbox.calls()).filter(({ method }) => method === 'conversations.replies').map(({ ok }) => ok);
    const parent = await say('anything else?');
    await say('a reply', { threadTs: parent });
    await sandbox.whileDown(() =>
      sandbox.call('/faults', { method: 'conversations.replies', kind: 'error', error: 'internal_error' }),
    );
    await waitFor('Slack to fail', async () => (await looks()).at(-1) === false);

    await sandbox.act('/clock', { by: 61_000 });

    await waitFor('another look', async () => (await looks()).at(-1) === true);
  }).timeout(30_000);

  it('leaves a win taken down that was taken down', async () => {
    const ts = await say('carried the boxes upstairs');
    await reactToOriginal('sam', ts);
    const win = await sandbox.waitForWin('carried the boxes');
    await sandbox.settled();
    const admin = (await sandbox.state()).users.find((user) => user.isAdmin)!;
    await sandbox.act('/delete-message', { user: admin.id, channel: 'brag-wall', ts: win.ts });
    await waitFor('the win to go', async () => !(await wallText()).includes('carried the boxes'));

    await looksAgain(() => sandbox.whileDown());

    expect(await wallText()).not.to.contain('carried the boxes');
  }).timeout(30_000);

  it('leaves alone what was there before it came to a channel, at the hourly look too', async () => {
    await sandbox.act('/channel', { action: 'create', name: 'random' });
    await sandbox.act('/invite', { user: 'ann', channel: 'random', who: 'lee' });
    const older = (
      await sandbox.act('/message', { user: 'lee', channel: 'random', text: 'from before its time' })
    ).ts!;
    await reactToOriginal('ann', older, 'random');
    await sandbox.act('/invite', { user: 'ann', channel: 'random', who: 'bot' });

    await looksAgain(() => sandbox.moveClock({ by: 3_601_000 }));

    expect(await wallText()).not.to.contain('from before its time');
  }).timeout(30_000);
});
