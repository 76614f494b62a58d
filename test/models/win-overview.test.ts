import { expect } from 'chai';
import type { Query } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

describe('what Home asks about wins', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  /** The queries themselves, as the store makes them. */
  const queries: [name: string, of: (db: TestDatabase) => unknown, index: string][] = [
    ['the week', ({ storeOf }) => storeOf('T1').wins.creditsOfWeek('2026-W41'), 'teamId_1_week_1'],
    [
      'the latest exceptional win',
      ({ storeOf }) => storeOf('T1').wins.lastAnnounced(5),
      'teamId_1_exceptionalAnnouncedAt_-1',
    ],
    [
      'the last wins of somebody who is credited',
      ({ models }) =>
        models.wins.model.find({ teamId: 'T1', heroIds: 'UJO' }).sort({ postedAt: -1 }).limit(5),
      'teamId_1_heroIds_1_postedAt_-1',
    ],
    [
      'the last wins of an author',
      ({ models }) =>
        models.wins.model.find({ teamId: 'T1', authorId: 'UJO' }).sort({ postedAt: -1 }).limit(5),
      'teamId_1_authorId_1_postedAt_-1',
    ],
    [
      'the last wins that somebody helped with',
      ({ models }) =>
        models.wins.model.find({ teamId: 'T1', helperIds: 'UJO' }).sort({ postedAt: -1 }).limit(5),
      'teamId_1_helperIds_1_postedAt_-1',
    ],
    [
      'the month of somebody',
      ({ models }) =>
        models.wins.model.find({ teamId: 'T1', heroIds: 'UJO', postedAt: { $gte: new Date() } }),
      'teamId_1_heroIds_1_postedAt_-1',
    ],
  ];
  for (const [name, of, index] of queries)
    it(`finds ${name} by an index`, async () => {
      const plan = JSON.stringify(await (of(database) as Query<unknown, unknown>).explain('queryPlanner'));

      expect(plan).to.contain(index).and.not.to.contain('COLLSCAN');
    });

  it('finds the last five of hundreds, whoever posted them', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 9, 7, 0, minute));
    await database.models.wins.model.insertMany(
      Array.from({ length: 300 }, (_, n) => ({
        _id: `W${n}`,
        teamId: 'T1',
        authorId: n % 2 ? 'UJO' : 'USAM',
        heroIds: n % 2 ? ['USAM'] : ['UJO', 'UKAI'],
        ...(n % 100 === 0 && { helperIds: ['UANN'] }),
        text: 'found the key',
        names: {},
        source: { kind: 'command' },
        postedAt: at(n),
        week: '2026-W41',
        edition: 0,
        nominatorIds: [],
        nominationCount: n % 2,
        votesVersion: 0,
        revision: 0,
        isWallStale: false,
        needsReconciling: false,
      })),
    );
    const { wins } = database.storeOf('T1');

    expect((await wins.lastOf('UJO', 5)).map(({ _id }) => _id)).to.deep.equal([
      'W299',
      'W298',
      'W297',
      'W296',
      'W295',
    ]);
    expect((await wins.lastOf('UKAI', 2)).map(({ _id }) => _id)).to.deep.equal(['W298', 'W296']);
    expect(await wins.sumOf('USAM', at(290))).to.deep.equal({
      winCount: 5,
      nominationCount: 5,
      helpedCount: 0,
    });
    const nothing = { winCount: 0, nominationCount: 0, helpedCount: 0 };
    expect(await wins.sumOf('UNOBODY', at(0))).to.deep.equal(nothing);
    expect(await wins.sumOf('UANN', at(100))).to.deep.equal({ ...nothing, helpedCount: 2 });
    expect((await wins.lastOf('UANN', 5)).map(({ _id }) => _id)).to.deep.equal(['W200', 'W100', 'W0']);
    expect(await wins.countSince(at(290))).to.equal(10);
    expect((await database.storeOf('T2').wins.lastOf('UJO', 5)).length).to.equal(0);
  });
});
