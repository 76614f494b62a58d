import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('faults between the bot and Slack', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox({ env: { LOG_LEVEL: 'silent' } });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    await sandbox.call('/faults', []);
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const onceOnWall = async (text: string): Promise<void> => {
    await waitFor(
      `"${text}" on the wall`,
      async () => (await sandbox.wall()).some((message) => message.text.includes(text)),
      60_000,
    );
    // A restart looks for everything that is still due: what is there stays alone.
    await sandbox.act('/bot', { action: 'restart' });
    await sandbox.settled();
    const found = (await sandbox.wall()).filter((message) => message.text.includes(text));
    expect(found).to.have.length(1);
  };

  const faults: [string, object][] = [
    ['a rate limit', { kind: 'rate-limit', times: 2, retryAfterS: 1 }],
    ['a connection that dies before Slack takes the message', { kind: 'drop-before', times: 2 }],
    ['a connection that dies after Slack took the message', { kind: 'drop-after', times: 1 }],
    ["Slack's own error", { kind: 'http-500', times: 2 }],
    ['an internal error', { kind: 'error', error: 'internal_error', times: 1 }],
    ['ten seconds of silence', { kind: 'slow', ms: 10_000, times: 1 }],
  ];
  for (const [what, fault] of faults)
    it(`${what} loses nothing and doubles nothing`, async () => {
      await sandbox.call('/faults', { method: 'chat.postMessage', ...fault });

      await sandbox.brag('jo', `posted through ${what}`);

      await onceOnWall(`posted through ${what}`);
    }).timeout(90_000);

  const codes = [
    'org_login_required',
    'message_limit_exceeded',
    'invalid_blocks_format',
    'msg_too_long',
    'a_code_of_tomorrow',
  ];
  const garbled = ['<html>502 Bad Gateway</html>', '', '{"ok":true', '[]', '{"error":5}', '{"ok":true}'];

  it('codes that nobody listed and answers that are none leave every win on the wall once', async () => {
    const faults = [
      ...codes.map((error) => ({ kind: 'error', error })),
      ...garbled.flatMap((body) => [
        { kind: 'garbled-before', body },
        { kind: 'garbled-after', body },
      ]),
    ];
    const stories = faults.map((_, index) => `oddly answered ${index}.`);
    for (const [index, fault] of faults.entries()) {
      await sandbox.call('/faults', { method: 'chat.postMessage', times: 1, ...fault });
      await sandbox.brag('jo', stories[index]!);
    }
    // A look is answered oddly as well, and then again, since what is asked for people is asked twice more.
    await sandbox.call('/faults', { method: 'conversations.history', kind: 'garbled-before', times: 3 });

    const onWall = async () =>
      stories.map(
        async (story) => (await sandbox.wall()).filter((message) => message.text.includes(story)).length,
      );
    await waitFor(
      'every win on the wall',
      async () => {
        // Half a minute after an answer that was none, the bot looks for what may be there.
        await sandbox.act('/clock', { by: 31_000 });
        return (await Promise.all(await onWall())).every((count) => count > 0);
      },
      60_000,
    );
    await sandbox.act('/bot', { action: 'restart' });
    await sandbox.settled();

    expect(await Promise.all(await onWall())).to.deep.equal(stories.map(() => 1));
    const { ephemerals } = await sandbox.state();
    expect(JSON.stringify(ephemerals)).not.to.match(/archives\/\w+\/p["|>]/);
  }).timeout(120_000);

  it('an odd answer to an update leaves the badge right in the end', async () => {
    await sandbox.brag('jo', 'badge among odd answers');
    const { ts } = await sandbox.waitForWin('badge among odd answers');
    for (const fault of [{ kind: 'garbled-before' }, { kind: 'error', error: 'edit_window_closed' }])
      await sandbox.call('/faults', { method: 'chat.update', times: 1, ...fault });

    await sandbox.react('ann', ts);
    await waitFor(
      'the count',
      async () => {
        await sandbox.act('/clock', { by: 61_000 });
        return (await sandbox.wall()).some((win) => win.ts === ts && win.text.includes('(1 nomination)'));
      },
      60_000,
    );
  }).timeout(90_000);

  it("Slack's real rates hold up a burst of wins and reactions, and break no rule", async () => {
    await sandbox.call('/limits', 'real');

    await Promise.all(Array.from({ length: 12 }, (_, index) => sandbox.brag('jo', `busy hour ${index}.`)));
    const wins = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        waitFor(
          `win ${index}`,
          async () => (await sandbox.wall()).find(({ text }) => text.includes(`busy hour ${index}.`)),
          60_000,
        ),
      ),
    );
    await Promise.all(wins.map(({ ts }) => sandbox.react('ann', ts)));

    for (const { ts } of wins)
      await waitFor(
        'the count',
        async () =>
          (await sandbox.wall()).some((win) => win.ts === ts && win.text.includes('(1 nomination)')),
        60_000,
      );
    await sandbox.call('/limits', 'none');
  }).timeout(120_000);

  it('an outage of updates leaves the badge right in the end', async () => {
    await sandbox.brag('jo', 'badge in the storm');
    const { ts } = await sandbox.waitForWin('badge in the storm');
    await sandbox.call('/faults', { method: 'chat.update', kind: 'rate-limit', times: 2, retryAfterS: 1 });

    await sandbox.react('ann', ts);
    await sandbox.react('sam', ts);

    await sandbox.waitForCount(ts, '(2 nominations)');
  }).timeout(30_000);

  it('a failing look-up of people still credits whom Slack itself named', async () => {
    await sandbox.call('/faults', { method: 'users.info', kind: 'http-500', times: 20 });

    await sandbox.brag('jo', '@tom lit the stove');

    const win = await sandbox.waitForWin('lit the stove');
    expect(win.text).to.contain(await sandbox.userId('tom'));
  }).timeout(30_000);
});
