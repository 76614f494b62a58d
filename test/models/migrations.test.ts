import { expect } from 'chai';
import { prepareModels } from '../../src/models/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const teamId = 'T1';
const now = new Date('2026-10-07T12:00:00Z');
const postedAt = new Date('2026-09-01T12:00:00Z');
const win = {
  teamId,
  authorId: 'UANN',
  heroIds: ['UANN'],
  text: 'stayed late',
  names: {},
  source: { kind: 'command' },
  postedAt,
  edition: 0,
  nominatorIds: [],
  nominationCount: 0,
  revision: 0,
  isWallStale: false,
  needsReconciling: false,
};
const run = {
  teamId,
  packId: 'five-days',
  dayIds: ['d1'],
  startDay: '2026-10-12',
  nudgeAt: '09:00',
  isAnnounced: true,
  lastDay: '2026-10-18',
  startedBy: 'UANN',
  startedAt: now,
  edition: 1,
};

describe('documents of an earlier version', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
    // As a database was before there were migrations.
    await database.models.migrations.model.deleteMany({});
    const collection = (name: string) =>
      database.connection.collection<{ _id: string; [field: string]: unknown }>(name);
    await collection('wins').insertMany([
      { _id: 'old', ...win, tally: 4 },
      { _id: 'new', ...win, votesVersion: 2 },
    ]);
    await collection('runs').insertMany([
      { _id: 'old', ...run, word: 'moved' },
      { _id: 'quiet', ...run },
    ]);
    await collection('workspaces').insertMany([{ _id: teamId }, { _id: 'T2' }]);
  });
  afterEach(() => database.close());

  const start = () => prepareModels(database.models, now);
  const read = async () => {
    const { wins, runs } = database.storeOf(teamId);
    const metAt = async (id: string) => (await database.storeOf(id).workspace.read()).metAt?.getTime();
    return {
      metAt: [await metAt(teamId), await metAt('T2')],
      votes: [(await wins.find('old'))?.votesVersion, (await wins.find('new'))?.votesVersion],
      notices: [(await runs.find('old'))?.noticeOwed, (await runs.find('quiet'))?.noticeOwed],
      tallies: await Promise.all(
        ['old', 'new'].map(async (id) => {
          const { isTallyStale, tallyVersion, talliedIds } = (await wins.find(id)) ?? {};
          return { isTallyStale, tallyVersion, talliedIds };
        }),
      ),
      done: (await database.models.migrations.model.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id),
      leftovers:
        (await database.connection.collection('wins').countDocuments({ tally: { $exists: true } })) +
        (await database.connection.collection('runs').countDocuments({ word: { $exists: true } })),
    };
  };
  const migrated = {
    // With its first win, or else now.
    metAt: [postedAt.getTime(), now.getTime()],
    votes: [4, 2],
    notices: ['moved', undefined],
    tallies: ['old', 'new'].map(() => ({ isTallyStale: true, tallyVersion: 0, talliedIds: ['UANN'] })),
    done: [1, 2, 3, 4, 5],
    leftovers: 0,
  };

  it('are read as what they are called now, once the bot has started', async () => {
    await start();

    expect(await read()).to.deep.equal(migrated);
  });

  it('are the same after another start', async () => {
    await start();
    await database.models.wins.of(teamId).noteVote('old');
    await start();

    expect(await read()).to.deep.equal({ ...migrated, votes: [5, 2] });
  });

  it('are the same when twenty replicas start at once', async () => {
    await Promise.all(Array.from({ length: 20 }, start));

    expect(await read()).to.deep.equal(migrated);
  });

  it('are the same when one replica went away in between', async () => {
    await start();
    await database.models.migrations.model.deleteMany({ _id: 2 });

    await start();

    expect(await read()).to.deep.equal(migrated);
  });
});
