import { expect } from 'chai';
import { meetWorkspace } from '../../src/operations/meet-workspace.ts';
import { createWorkspaces } from '../../src/workspaces.ts';
import { demoUsers, openTestBot, type TestBot } from '../support/bot.ts';

const hourMs = 3_600_000;

describe('meeting a workspace', () => {
  let bot: TestBot;
  let teams = 0;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(() => {
    bot.slack.answersWith('users.list', { members: demoUsers });
    bot.slack.answersWith('users.conversations', { channels: [] });
    bot.slack.answersWith('conversations.info', { error: 'channel_not_found' });
    bot.slack.answersWith('conversations.join', { error: 'channel_not_found' });
  });

  /** One that this process has not met, with what belongs to it. */
  const open = async () => {
    teams += 1;
    const teamId = `TNEW${teams}`;
    const workspaces = createWorkspaces(
      { ...bot.shared, background: { ...bot.shared.background, run: () => undefined } },
      {
        findInstallation: async () => ({
          teamId,
          botUserId: 'UBOT',
          botId: 'BBOT',
          url: 'https://example.slack.com/',
          botToken: 'xoxb-test',
        }),
        slackApiUrl: undefined,
        wallChannelId: undefined,
      },
    );
    return { ...(await workspaces.of(teamId)), background: bot.shared.background };
  };

  it('settles its zone', async () => {
    const deps = await open();

    await meetWorkspace(deps, undefined, bot.now());

    expect(await deps.store.workspace.read()).to.include({ isZoneSettled: true, zone: 'Europe/London' });
  });

  it('has everything compared with Slack again', async () => {
    const deps = await open();
    const turns = ['reconciledAt', 'channelsListedAt'] as const;
    const claim = () =>
      Promise.all(turns.map((turn) => deps.store.workspace.claimTurn(turn, bot.now(), hourMs)));
    await claim();
    expect(await claim()).to.deep.equal([false, false]);

    await meetWorkspace(deps, undefined, bot.now());

    expect(await claim()).to.deep.equal([true, true]);
  });

  const walls: [
    string,
    { joined?: string[]; isPublic?: boolean; configured?: string },
    string | undefined,
  ][] = [
    ['takes the one channel that it was invited to for its wall', { joined: ['C1'] }, 'C1'],
    ['chooses no wall among two channels', { joined: ['C1', 'C2'] }, undefined],
    ['has no wall when it is in no channel', {}, undefined],
    ['joins the configured channel', { joined: ['C1'], configured: 'C2', isPublic: true }, 'C2'],
    [
      'takes the one channel that it is in when the configured one is closed',
      { joined: ['C1'], configured: 'C2' },
      'C1',
    ],
  ];
  for (const [what, { joined = [], isPublic = false, configured }, expected] of walls)
    it(what, async () => {
      const deps = await open();
      bot.slack.answersWith('users.conversations', { channels: joined.map((id) => ({ id })) });
      if (isPublic) bot.slack.answersWith('conversations.join', { channel: { id: configured } });

      await meetWorkspace(deps, configured, bot.now());

      expect((await deps.store.workspace.read()).wallChannelId).to.equal(expected);
    });

  it('leaves a wall where it is', async () => {
    const deps = await open();
    await deps.store.workspace.setWallIfNone('CWALL');
    bot.slack.answersWith('users.conversations', { channels: [{ id: 'C1' }] });

    await meetWorkspace(deps, 'C2', bot.now());

    expect((await deps.store.workspace.read()).wallChannelId).to.equal('CWALL');
  });

  it('takes over who moved and who left while nobody listened', async () => {
    const deps = await open();
    const run = { runId: `R${teams}`, packId: 'five-days', dayIds: ['d1'], startedBy: 'UANN' };
    await deps.store.runs.start(
      { ...run, startDay: '2026-10-12', nudgeAt: '09:00', isAnnounced: false },
      bot.now(),
    );
    for (const userId of ['UJO', 'USAM', 'UKAI'])
      await deps.store.participants.join(
        { runId: run.runId, userId },
        { timeZone: 'Europe/London' },
        bot.now(),
      );
    bot.slack.answersWith('users.list', {
      members: [
        { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
        { id: 'UJO', name: 'jo', tz: 'Europe/London' },
        { id: 'USAM', name: 'sam', tz: 'America/New_York' },
        { id: 'UKAI', name: 'kai', tz: 'Europe/London', deleted: true },
      ],
    });

    await meetWorkspace(deps, undefined, bot.now());
    await bot.shared.background.drain(5_000);

    const found = await Promise.all(
      ['UJO', 'USAM', 'UKAI'].map((userId) => deps.store.participants.find({ runId: run.runId, userId })),
    );
    expect(found.map((each) => each?.timeZone)).to.deep.equal([
      'Europe/London',
      'America/New_York',
      'Europe/London',
    ]);
    expect(found.map((each) => each?.leftAt instanceof Date)).to.deep.equal([false, false, true]);
  });

  context('when Slack is away', () => {
    for (const method of ['users.list', 'users.conversations'])
      it(`fails for want of ${method}, and can be repeated`, async () => {
        const deps = await open();
        bot.slack.answersWith(method, { error: 'fatal_error' });

        const failure = await meetWorkspace(deps, undefined, bot.now()).catch(
          (error: Error) => error.message,
        );
        bot.slack.answersWith('users.list', { members: demoUsers });
        bot.slack.answersWith('users.conversations', { channels: [{ id: 'C1' }] });
        await meetWorkspace(deps, undefined, bot.now());

        expect(failure).to.contain('fatal_error');
        expect(await deps.store.workspace.read()).to.include({ isZoneSettled: true, wallChannelId: 'C1' });
      });
  });
});
