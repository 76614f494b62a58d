import { expect } from 'chai';
import { createJobs } from '../../../src/schedules/index.ts';
import { createTicker } from '../../../src/schedules/ticker.ts';
import { createWorkspaces } from '../../../src/workspaces.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('hearing that the bot was removed', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    bot.slack.reset();
  });
  afterEach(() => bot.slack.reset());

  const seconds = () => Math.floor(bot.now().getTime() / 1000);
  const later = (minutes: number): void => bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  const removed = (eventTime = seconds()) =>
    team.event({ type: 'app_uninstalled', event_ts: '1.0' }, { event_time: eventTime });
  const revoked = (tokens: object, eventTime = seconds()) =>
    team.event({ type: 'tokens_revoked', tokens, event_ts: '1.0' }, { event_time: eventTime });
  const isGone = () => team.store.workspace.isUninstalled();
  const tick = async (workspaces = bot.workspaces): Promise<void> => {
    const ticker = createTicker({ ...bot.shared, workspaces }, createJobs());
    try {
      await ticker.tick();
      await bot.shared.background.drain(5_000);
    } finally {
      await ticker.stop();
    }
  };
  const planLetter = (winId = 'W1') =>
    team.store.deliveries.plan(
      { key: `wall-welcome:${team.teamId}:${winId}`, kind: 'wall-welcome', channelId: bot.wallChannelId },
      bot.now(),
    );
  const posted = () => bot.slack.callsOf('chat.postMessage');

  const ends: [string, () => Promise<unknown>][] = [
    ['app_uninstalled', () => removed()],
    ['tokens_revoked', () => revoked({ oauth: [], bot: ['UBOT'] })],
    ['both', () => Promise.all([removed(), revoked({ bot: ['UBOT'] })])],
    [
      'both, twice',
      () => Promise.all([removed(), revoked({ bot: ['UBOT'] }), removed(), revoked({ bot: ['UBOT'] })]),
    ],
  ];
  for (const [what, end] of ends)
    it(`asks Slack nothing after ${what}, and loses nothing that is stored`, async () => {
      await end();
      await planLetter();
      later(5);

      await team.event(
        { type: 'message', channel: 'C1', user: 'UJO', text: 'late', ts: '1.0', event_ts: '1.0' },
        { event_time: seconds() - 3_600 },
      );
      await tick();
      later(5);
      await tick();

      expect(await isGone()).to.equal(true);
      expect(bot.slack.calls).to.deep.equal([]);
      expect(await team.store.deliveries.dueKeys(bot.now(), 10)).to.have.length(1);
      expect((await team.store.workspace.read()).wallChannelId).to.equal(bot.wallChannelId);
    });

  it('stops the other replicas at their next tick', async () => {
    const other = createWorkspaces(bot.shared, {
      findInstallation: async () => ({ ...team.deps.installation, botToken: 'xoxb-test' }),
      slackApiUrl: undefined,
      wallChannelId: undefined,
    });
    await other.of(team.teamId);
    await bot.shared.background.drain(5_000);
    await removed();
    await planLetter();
    bot.slack.calls.length = 0;

    await tick(other);

    expect(bot.slack.calls).to.deep.equal([]);
    expect(other.isReady(team.teamId)).to.equal(false);
    other.stop();
  });

  it('goes on with what waited when somebody there uses it again', async () => {
    await removed();
    await planLetter();
    later(10);

    await team.command('UJO', 'back again');
    await tick();

    expect(await isGone()).to.equal(false);
    expect(posted().filter(({ text }) => text.includes('back again'))).to.have.length(1);
    expect(posted().filter(({ text }) => text.includes('brag wall now'))).to.have.length(1);
  });

  it('goes on when something happened there after it was removed', async () => {
    await removed();
    later(10);

    await team.event(
      { type: 'member_joined_channel', user: 'UBOT', channel: bot.wallChannelId, event_ts: '1.0' },
      { event_time: seconds() },
    );

    expect(await isGone()).to.equal(false);
  });

  it('goes on when it is started with a token that Slack takes', async () => {
    await removed();
    await planLetter();
    later(10);

    await team.store.workspace.recordInstalled(bot.now());
    await tick();

    expect(posted()).to.have.length(1);
  });

  it('is not stopped by news of an end from before it was installed again', async () => {
    const atTheEnd = seconds();
    later(10);
    await team.store.workspace.recordInstalled(bot.now());

    await removed(atTheEnd);
    await team.command('UJO', 'still at work');

    expect(posted()).to.have.length(1);
  });

  for (const tokens of [{ oauth: ['UJO'], bot: [] }, { oauth: ['UJO'] }])
    it(`goes on when only a person's token is revoked: ${JSON.stringify(tokens)}`, async () => {
      await revoked(tokens);

      expect(await isGone()).to.equal(false);
    });
});
