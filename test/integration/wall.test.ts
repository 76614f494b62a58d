import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('the wall', () => {
  let sandbox: Sandbox;
  beforeEach(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    // Slack's events have no order: what happens to the wall is told once the bot knows that it has one.
    await waitFor('a wall', async () => (await sandbox.messagesIn('brag-wall')).length > 0);
  });
  afterEach(async () => {
    const violations = await sandbox.violations();
    await sandbox.stop();
    expect(violations).to.deep.equal([]);
  });

  const admin = async () => (await sandbox.state()).users.find((user) => user.isAdmin && !user.isBot)!;
  const managers = ['ann', 'kai'] as const;
  /** What each manager's notes say of the wall. */
  const notesOf = () =>
    Promise.all(
      managers.map(async (name) =>
        (await sandbox.directMessages(name)).filter(({ text }) => text.includes('brag wall')),
      ),
    );

  it('is the channel the bot was invited to, which it greets once', async () => {
    const greetings = async () =>
      (await sandbox.messagesIn('brag-wall')).filter(({ text }) => text.includes('the brag wall now'));
    await sandbox.settled();

    expect(await greetings()).to.have.length(1);
    await sandbox.act('/invite', { user: (await admin()).id, channel: 'support', who: 'bot' });
    await sandbox.settled();
    await sandbox.brag('jo', 'still on the old wall');
    await sandbox.waitForWin('still on the old wall');
  });

  const losses: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      'is archived',
      async () =>
        sandbox.act('/channel', {
          user: (await admin()).id,
          action: 'archive',
          channel: 'brag-wall',
          name: 'brag-wall',
        }),
      async () => sandbox.act('/invite', { user: (await admin()).id, channel: 'support', who: 'bot' }),
    ],
    [
      'loses the bot',
      async () => sandbox.act('/kick', { user: (await admin()).id, channel: 'brag-wall', who: 'bot' }),
      async () => sandbox.act('/invite', { user: (await admin()).id, channel: 'support', who: 'bot' }),
    ],
    [
      'is deleted',
      async () =>
        sandbox.act('/channel', {
          user: (await admin()).id,
          action: 'delete',
          channel: 'brag-wall',
          name: 'brag-wall',
        }),
      async () => sandbox.act('/invite', { user: (await admin()).id, channel: 'support', who: 'bot' }),
    ],
  ];
  for (const [what, lose, restore] of losses)
    it(`keeps wins waiting when it ${what}, tells each manager once, and posts them to the next wall`, async () => {
      await sandbox.nameManagers('ann', 'ann', 'kai');
      await lose();
      for (const name of managers) await sandbox.moveToMorningOf(name);
      await waitFor('the managers to be told', async () =>
        (await notesOf()).every((notes) => notes.length > 0),
      );

      await sandbox.brag('jo', 'waiting for a wall');
      await sandbox.lastEphemeral('jo', 'waits until there is a wall');
      await sandbox.brag('sam', 'waiting as well');
      await sandbox.lastEphemeral('sam', 'waits until there is a wall');
      await restore();

      await sandbox.waitForWin('waiting for a wall', 'support');
      await sandbox.waitForWin('waiting as well', 'support');
      await sandbox.settled();
      expect((await notesOf()).map(({ length }) => length)).to.deep.equal([1, 1]);
    }).timeout(60_000);

  it('is the wall again when it is unarchived', async () => {
    const id = await sandbox.channelId('brag-wall');
    const user = (await admin()).id;
    await sandbox.act('/channel', { user, action: 'archive', channel: id });
    await sandbox.brag('jo', 'back from the archive');
    await sandbox.lastEphemeral('jo', 'waits until there is a wall');

    await sandbox.act('/channel', { user, action: 'unarchive', channel: id });

    await sandbox.waitForWin('back from the archive');
  });

  it('is the wall again when it came back while the bot was not running', async () => {
    const user = (await admin()).id;
    await sandbox.act('/invite', { user, channel: 'support', who: 'bot' });
    await sandbox.settled();
    await sandbox.act('/channel', { user, action: 'archive', channel: 'brag-wall' });
    await sandbox.brag('jo', 'back without a word');
    await sandbox.lastEphemeral('jo', 'waits until there is a wall');

    await sandbox.act('/bot', { action: 'stop' });
    await sandbox.act('/channel', { user, action: 'unarchive', channel: 'brag-wall' });
    await sandbox.act('/bot', { action: 'start' });

    await sandbox.waitForWin('back without a word');
  }).timeout(30_000);

  it('is no other channel that the bot happens to be in when it is lost', async () => {
    const user = (await admin()).id;
    await sandbox.act('/invite', { user, channel: 'general', who: 'bot' });
    await sandbox.settled();
    await sandbox.act('/channel', { user, action: 'archive', channel: 'brag-wall' });
    await sandbox.brag('jo', 'not for everybody');
    await sandbox.lastEphemeral('jo', 'waits until there is a wall');

    await sandbox.act('/bot', { action: 'restart' });
    await sandbox.brag('sam', 'nor is this');
    await sandbox.lastEphemeral('sam', 'waits until there is a wall');
    await sandbox.settled();

    expect(await sandbox.messagesIn('general')).to.deep.equal([]);
  }).timeout(30_000);
});

describe('a workspace without a wall', () => {
  let sandbox: Sandbox;
  let dataDir: string;
  beforeEach(async function () {
    this.timeout(30_000);
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    sandbox = await startSandbox({ args: ['--data-dir', dataDir] });
    const { users } = await sandbox.state();
    const admin = users.find((user) => user.isAdmin)!;
    await sandbox.act('/bot', { action: 'stop' });
    await sandbox.act('/kick', { user: admin.id, channel: 'brag-wall', who: 'bot' });
    for (const file of await readdir(dataDir)) await rm(join(dataDir, file), { recursive: true });
  });
  afterEach(async () => {
    const violations = await sandbox.violations();
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
    expect(violations).to.deep.equal([]);
  });

  it('stores the first win, asks its author for the channel, and posts it there', async () => {
    await sandbox.act('/bot', { action: 'start' });
    await sandbox.brag('jo', 'the very first');
    const question = await sandbox.lastEphemeral('jo', 'in which channel shall wins appear');

    await sandbox.act('/click', {
      user: 'jo',
      channel: 'general',
      ts: question.ts,
      actionId: 'wall.choose',
      value: await sandbox.channelId('support'),
    });

    await sandbox.waitForWin('the very first', 'support');
  }).timeout(30_000);

  it('takes the channel it was invited to while it was not running', async () => {
    const { users } = await sandbox.state();
    const admin = users.find((user) => user.isAdmin)!;
    await sandbox.act('/invite', { user: admin.id, channel: 'support', who: 'bot' });

    await sandbox.act('/bot', { action: 'start' });
    await sandbox.brag('jo', 'found its place');

    await sandbox.waitForWin('found its place', 'support');
  }).timeout(30_000);
});
