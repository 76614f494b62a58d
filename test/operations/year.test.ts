import { expect } from 'chai';
import { readReview } from '../../src/operations/mine/make-review.ts';
import { readMine } from '../../src/operations/mine/read-mine.ts';
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

  it('shows everybody their own as a plain recount does', async () => {
    const standing = wins.filter(({ isTakenDown }) => !isTakenDown);
    const busiest = Array.from({ length: 12 }, (_, index) => `UY${index + 1}`);
    for (const userId of busiest) {
      const own = standing.filter(({ heroIds }) => heroIds.includes(userId));
      const given = standing.filter((win) => plainNominators(win).includes(userId));
      const counts = own.map((win) => plainNominators(win).length);

      const mine = await readMine(team.deps, { userId, before: undefined, isOnHome: false });
      const review = await readReview(team.deps, userId, 'everything', bot.now());

      const expected = {
        winCount: own.length,
        nominationCount: counts.reduce((sum, count) => sum + count, 0),
        exceptionalCount: counts.filter((count) => count >= 3).length,
      };
      expect(mine.totals, userId).to.deep.include(expected);
      expect(mine.given?.winCount).to.equal(given.length);
      expect(mine.given?.personCount).to.equal(new Set(given.flatMap(({ heroIds }) => heroIds)).size);
      if (own.length > 0) expect(review?.totals).to.deep.equal(mine.totals);
    }
  });
});
