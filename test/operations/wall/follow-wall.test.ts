import { expect } from 'chai';
import { followSettings } from '../../../src/operations/settings/follow-settings.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { postAboutSam } from '../../support/win.ts';

describe('a wall that is moved', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    asSlack();
  });
  afterEach(() => bot.slack.reset());

  const asSlack = () =>
    bot.slack.answersWith('conversations.info', ({ channel: id }) => ({
      channel: { id, is_channel: true, is_private: id.startsWith('CPRIV'), is_member: true },
    }));
  const decide = async (to: string) => {
    const { wallChannelId: from, settingsVersion } = await team.store.workspace.read();
    const version = settingsVersion + 1;
    const fields = [{ field: 'wallChannelId' as const, from, to }];
    const change = { id: `${team.teamId}-${version}`, byId: 'UANN', at: bot.now(), version, fields };
    expect(await team.store.workspace.changeSettings(change)).to.equal(true);
  };
  const follow = async () => {
    await followSettings(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
  };
  const move = async (to: string) => {
    await decide(to);
    await follow();
  };
  const said = () => bot.slack.callsOf('chat.postMessage').map(({ channel, text }) => [channel, text]);

  it('is told of once in either channel, however often it is followed', async () => {
    await decide('CNEW');
    await Promise.all([follow(), follow(), follow()]);
    await follow();

    const news = said();
    expect(news.map(([channel]) => channel)).to.have.members(['CNEW', 'CWALL']);
    expect(news.find(([channel]) => channel === 'CNEW')?.[1]).to.include('This is the brag wall now');
    expect(news.find(([channel]) => channel === 'CWALL')?.[1]).to.include('<#CNEW>');
  });

  it('is told of again when it is moved back, without another hello', async () => {
    // After the timestamps that the pretend Slack gives.
    bot.setNow(new Date('2027-03-03T12:00:00Z'));
    await move('CNEW');
    await move('CWALL');
    bot.slack.reset();
    asSlack();

    await move('CNEW');

    const news = said();
    expect(news.find(([channel]) => channel === 'CNEW')?.[1]).to.include('the brag wall from now on');
    expect(news.find(([channel]) => channel === 'CWALL')?.[1]).to.include('<#CNEW>');
    expect(news).to.have.length(2);
  });

  it('does not name a private channel where it was before', async () => {
    await move('CPRIVATE');

    expect(said().find(([channel]) => channel === 'CWALL')?.[1])
      .to.include('another channel')
      .and.not.include('CPRIVATE');
  });

  it('gets what is new, while a win stays where it is and goes on counting there', async () => {
    const old = await postAboutSam(team, 'on the old wall');
    await move('CNEW');
    bot.slack.reset();
    asSlack();

    const fresh = await postAboutSam(team, 'on the new wall');
    await team.event({
      type: 'reaction_added',
      user: 'UKAI',
      reaction: 'trophy',
      item_user: 'UBOT',
      item: { type: 'message', channel: 'CWALL', ts: old.wall!.ts },
      event_ts: '1800000999.000100',
    });

    expect(fresh.wall?.channelId).to.equal('CNEW');
    expect((await team.store.wins.find(old._id))?.nominatorIds).to.include('UKAI');
    expect(bot.slack.callsOf('chat.update').map(({ channel, ts }) => [channel, ts])).to.deep.include([
      'CWALL',
      old.wall!.ts,
    ]);
  });

  it('has what is on a former wall shown at a later tick when that failed', async () => {
    const old = await postAboutSam(team, 'on the old wall');
    await move('CNEW');
    bot.slack.answersWith('chat.update', { error: 'internal_error' });
    await team.action('UKAI', 'nomination.toggle', { value: old._id });
    bot.slack.reset();
    bot.setNow(new Date(bot.now().getTime() + 60_000));

    await refreshStale(team.deps);

    expect(bot.slack.callsOf('chat.update').map(({ ts }) => ts)).to.deep.equal([old.wall!.ts]);
    expect((await team.store.wins.find(old._id))?.isWallStale).to.equal(false);
  });

  it('gets what waited for one that was lost', async () => {
    await team.store.workspace.loseWall('CWALL', 'is_archived', bot.now());
    await team.command('UJO', 'waits for a wall');

    await move('CNEW');

    expect(
      said()
        .map(([channel, text]) => `${channel} ${text}`)
        .join('\n'),
    )
      .to.include('CNEW')
      .and.include('waits');
  });
});
