import { expect } from 'chai';
import { boardPeriods } from '../../src/domain/board.ts';
import { followTalliesDue } from '../../src/operations/board/follow-tallies.ts';
import { readBoard } from '../../src/operations/board/read-board.ts';
import { readReview } from '../../src/operations/mine/make-review.ts';
import { readMine } from '../../src/operations/mine/read-mine.ts';
import { whoNominated } from '../../src/operations/nomination/who-nominated.ts';
import { personalDataOf } from '../../src/operations/privacy/export-person.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import {
  isCounted,
  type PlainPlace,
  type PlainWin,
  plainBoard,
  plainIsoWeek,
  plainNominators,
  plainPeriods,
} from '../support/plain-count.ts';
import { liveYear, type PlainYear, yearUsers, zone } from '../support/year.ts';

const from = new Date('2025-11-24T09:00:00Z');
const busiest = Array.from({ length: 12 }, (_, index) => `UY${index + 1}`);
const hiddenId = 'UY2';
const leftId = 'UY4';

describe('a year of a team of two hundred', () => {
  let bot: TestBot;
  let team: TestTeam;
  let year: PlainYear;
  let wins: PlainWin[];

  before(async function () {
    this.timeout(300_000);
    bot = await openTestBot({ users: yearUsers });
    bot.setNow(from);
    team = await bot.createWorkspace();
    year = await liveYear(bot, team, { from, days: 365, winCount: 140 });
    wins = year.wins;
    const kept = { isSilent: false, off: new Set<never>(), isOffBoard: true, snooze: undefined };
    await team.store.preferences.store(hiddenId, kept, bot.now());
    await team.changePerson({ id: leftId, name: 'staff4', deleted: true });
    await followTalliesDue(team.deps);
  });
  after(() => bot.close());

  const totalsOf = (some: readonly PlainWin[]) => {
    const counts = some.map((win) => plainNominators(win).length);
    return {
      winCount: some.length,
      nominationCount: counts.reduce((sum, count) => sum + count, 0),
      exceptionalCount: counts.filter((count) => count >= 3).length,
    };
  };

  it('has everything in it', () => {
    expect(wins.filter(({ isTakenDown }) => isTakenDown).length).to.be.greaterThan(5);
    expect(wins.filter(({ isFolded }) => isFolded).length).to.be.greaterThan(0);
    expect(wins.filter((win) => win.week !== plainIsoWeek(win.postedAt, zone)).length).to.be.greaterThan(0);
    expect(year.words.filter(({ isTakenBack }) => isTakenBack).length).to.be.greaterThan(0);
    expect(year.weeks.size).to.be.greaterThan(50);
  });

  it('counts each win as a plain recount does, and says who nominated it', async () => {
    for (const win of wins) {
      const stored = await team.store.wins.find(win.winId);
      expect(stored?.withdrawn?.at !== undefined, win.winId).to.equal(win.isTakenDown);
      expect(stored?.folded !== undefined && stored.folded !== null).to.equal(win.isFolded);
      expect([...(stored?.nominatorIds ?? [])].sort(), win.text).to.deep.equal(plainNominators(win));
      expect(stored?.nominationCount).to.equal(plainNominators(win).length);

      const found = await whoNominated(team.deps, win.winId, 'UY9');
      if (typeof found === 'string') expect(found).to.equal(win.isTakenDown ? 'gone' : 'folded');
      else
        expect(found.report.counted.map(({ userId }) => userId).sort()).to.deep.equal(plainNominators(win));
      expect(typeof found !== 'string', win.text).to.equal(isCounted(win));
    }
  });

  it('shows everybody their own as a plain recount does, by quarter too', async () => {
    const counted = wins.filter(isCounted);
    for (const userId of busiest) {
      const own = counted.filter(({ heroIds }) => heroIds.includes(userId));
      const given = counted.filter((win) => plainNominators(win).includes(userId));

      const first = await readMine(team.deps, { userId, before: undefined, isOnHome: false });
      const second = first.earlierThan
        ? await readMine(team.deps, { userId, before: first.earlierThan, isOnHome: false })
        : undefined;
      const review = await readReview(team.deps, userId, 'everything', bot.now());

      expect(first.totals, userId).to.deep.include(totalsOf(own));
      expect(first.given?.winCount).to.equal(given.length);
      expect(first.given?.personCount).to.equal(new Set(given.flatMap(({ heroIds }) => heroIds)).size);
      for (const { quarter, totals } of [...first.quarters, ...(second?.quarters ?? [])])
        expect(totals, `${userId} ${quarter}`).to.deep.include(
          totalsOf(own.filter(({ postedAt }) => plainPeriods(postedAt, zone).quarter === quarter)),
        );
      expect([...first.quarters, ...(second?.quarters ?? [])].map(({ quarter }) => quarter)).to.have.members([
        ...new Set(own.map(({ postedAt }) => plainPeriods(postedAt, zone).quarter)),
      ]);
      if (own.length > 0) expect(review?.totals).to.deep.equal(first.totals);
    }
  });

  for (const period of boardPeriods)
    it(`shows the board of ${period === 'all' ? 'all time' : `the ${period}`} as a plain recount does`, async () => {
      const now = bot.now();
      const isIn = (at: Date): boolean =>
        period === 'week'
          ? plainIsoWeek(at, zone) === plainIsoWeek(now, zone)
          : plainPeriods(at, zone)[period] === plainPeriods(now, zone)[period];
      const plain = plainBoard(
        wins.filter(({ postedAt, week }) =>
          period === 'week' ? week === plainIsoWeek(now, zone) : isIn(postedAt),
        ),
        year.words.filter(({ givenAt }) => isIn(givenAt)),
        (userId) => userId !== hiddenId && userId !== leftId,
      );
      const inOrder = (places: PlainPlace[]) =>
        [...places].sort((a, b) => a.place - b.place || (a.userId < b.userId ? -1 : 1));

      for (const userId of busiest.filter((each) => each !== leftId)) {
        const board = await readBoard(team.deps, period, userId, now);
        const { people } = board;
        if (people.kind !== 'shown') throw new Error(people.kind);

        expect(board).to.deep.include({
          winCount: plain.winCount,
          nominationCount: plain.nominationCount,
          isCounting: false,
        });
        expect(inOrder(people.seen.places)).to.deep.equal(plain.seen.places);
        expect(inOrder(people.noticed.places)).to.deep.equal(plain.noticed.places);
        expect([people.seen.levelAt, people.noticed.levelAt]).to.deep.equal([
          plain.seen.levelAt,
          plain.noticed.levelAt,
        ]);
        expect(people.own).to.deep.include(plain.of(userId));
      }
    });

  it('told in each digest what there was of its week', async () => {
    for (const [week, plain] of year.weeks) {
      const digest = await team.store.digests.find(week);

      expect(digest, week).to.deep.include({
        winCount: plain.winIds.size,
        nominationCount: plain.nominationCount,
        exceptionalCount: plain.exceptionalCount,
      });
      expect([...(digest?.heroIds ?? [])].sort(), week).to.deep.equal(plain.heroIds);
    }
  });

  it('gives people all of it when they ask for their data', async () => {
    // Not the admin, who is also in what they decided as one.
    for (const userId of [...busiest.slice(1, 4), 'UY60']) {
      const data = await personalDataOf(team.deps, userId);
      const idsIn = (name: string) => (data.get(name) ?? []).map(({ _id, winId }) => String(winId ?? _id));

      const theirs = wins.filter(
        (win) =>
          win.authorId === userId || win.heroIds.includes(userId) || plainNominators(win).includes(userId),
      );
      expect(idsIn('wins'), userId).to.have.members(theirs.map(({ winId }) => winId));
      const voted = wins.filter(
        ({ reactions, presses }) => presses.has(userId) || (reactions.get(userId)?.size ?? 0) > 0,
      );
      expect(idsIn('nominations')).to.include.members(voted.map(({ winId }) => winId));
      const written = year.words.filter(({ authorId }) => authorId === userId);
      expect((data.get('privateWords') ?? []).filter(({ authorId }) => authorId === userId)).to.have.length(
        written.length,
      );
      const all = data.get('tallies')?.find(({ period }) => period === 'all');
      const plain = plainBoard(wins, year.words, () => true).of(userId);
      expect([all?.seenByCount ?? 0, all?.noticedCount ?? 0]).to.deep.equal([
        plain.seenByCount,
        plain.noticedCount,
      ]);
    }
  });

  it('says nowhere who reported what', async () => {
    const reports = await bot.models.reports.model.find({ teamId: team.teamId }).lean();
    expect(reports.length).to.be.greaterThan(3);
    const reporters = new Set(reports.map(({ userId }) => userId));

    const reported = wins.filter(({ wasReported }) => wasReported).map(({ authorId }) => authorId);
    for (const authorId of new Set(reported))
      if (!reporters.has(authorId))
        expect(JSON.stringify([...(await personalDataOf(team.deps, authorId))])).to.not.include(
          'names a customer',
        );
  });
});
