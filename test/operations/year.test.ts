import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { liveYear, type PlainWin, plainNominators, yearUsers } from '../support/year.ts';

const from = new Date('2025-11-24T09:00:00Z');

describe('a year of a team of two hundred', () => {
  let bot: TestBot;
  let team: TestTeam;
  let wins: PlainWin[];

  before(async function () {
    this.timeout(300_000);
    bot = await openTestBot({ users: yearUsers });
    team = await bot.createWorkspace();
    wins = await liveYear(bot, team, { from, days: 365, winCount: 300 });
  });
  after(() => bot.close());

  it('counts each win as a plain recount does', async () => {
    for (const win of wins) {
      const stored = await team.store.wins.find(win.winId);
      expect(stored?.withdrawn?.at !== undefined, win.winId).to.equal(win.isTakenDown);
      expect([...(stored?.nominatorIds ?? [])].sort(), win.text).to.deep.equal(plainNominators(win));
      expect(stored?.nominationCount).to.equal(plainNominators(win).length);
    }
  });
});
