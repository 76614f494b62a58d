import { expect } from 'chai';
import { ownZone, todayOf } from '../../../src/operations/workspace/own-zone.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('the zone that somebody is in', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        { id: 'UKAI', name: 'kai', tz: 'Asia/Tokyo' },
        { id: 'UJO', name: 'jo' },
        { id: 'USAM', name: 'sam', tz: 'Mars/Olympus' },
        { id: 'UANN', name: 'ann', tz: 'America/New_York' },
      ],
    });
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  it('is theirs, or the workspace’s where nobody knows', async () => {
    expect(await ownZone(team.deps, 'UKAI')).to.equal('Asia/Tokyo');
    expect(await ownZone(team.deps, 'UJO')).to.equal('Europe/London');
    expect(await ownZone(team.deps, 'USAM')).to.equal('Europe/London');
    expect(await todayOf(team.deps, 'UKAI', new Date('2026-10-07T16:00:00Z'))).to.equal('2026-10-08');
  });

  it('is the workspace’s while Slack cannot say', async () => {
    const zone = await bot.slack.withoutPeople(() => ownZone(team.deps, 'UANN'));

    expect(zone).to.equal('Europe/London');
  });
});
