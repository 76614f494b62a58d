import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('joining a channel', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });

  const join = (user: string, eventTs: string) =>
    team.event({
      type: 'member_joined_channel',
      user,
      channel: 'CGENERAL',
      channel_type: 'C',
      event_ts: eventTs,
    });
  const known = () => bot.models.channels.model.find({ teamId: team.teamId }).lean();

  it('is written down, so that nothing from before is looked through', async () => {
    await join('UBOT', '1791375000.000100');

    expect((await known()).map(({ channelId, joinedTs }) => ({ channelId, joinedTs }))).to.deep.equal([
      { channelId: 'CGENERAL', joinedTs: '1791375000.000100' },
    ]);
  });

  it('counts from the last time, in whatever order and however often Slack tells', async () => {
    const moments = ['1791375002.000100', '1791375003.000100', '1791375001.000100'];

    await Promise.all([...moments, ...moments].map((ts) => join('UBOT', ts)));

    expect((await known()).map(({ joinedTs }) => joinedTs)).to.deep.equal(['1791375003.000100']);
  });

  it('is nothing to write down when a person does it', async () => {
    await join('UJO', '1791375000.000100');

    expect(await known()).to.deep.equal([]);
  });
});
