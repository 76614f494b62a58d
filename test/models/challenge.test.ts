import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2027-10-04T08:00:00Z');
const dayIds = ['d1', 'd2', 'd3', 'd4', 'd5'];
const twenty = Array.from({ length: 20 }, (_, index) => index);
const wins = (outcomes: readonly unknown[], outcome: unknown) =>
  outcomes.filter((each) => each === outcome).length;

describe('deciding about a challenge', () => {
  let database: TestDatabase;
  let teamId: string;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(() => {
    teamId = `T${randomUUID()}`;
  });

  const start = (startDay: string, runId = randomUUID()) =>
    database.storeOf(teamId).runs.start(
      {
        runId,
        packId: 'five-days',
        dayIds,
        startDay,
        nudgeAt: '09:00',
        isAnnounced: true,
        startedBy: 'U1',
      },
      now,
    );
  const seat = () => ({ runId: `R-${teamId}`, userId: 'U1' });

  it('gives a week to one of twenty runs started at one moment', async () => {
    const outcomes = await Promise.all(twenty.map(() => start('2027-10-04')));

    expect(wins(outcomes, 'started')).to.equal(1);
    expect(wins(outcomes, 'overlaps')).to.equal(19);
    expect(await start('2027-10-11')).to.equal('started');
  });

  it('lets a run that is called off give its week back, and refuses to move into a taken one', async () => {
    const runId = randomUUID();
    await start('2027-10-04', runId);
    await start('2027-10-11');
    const run = (await database.storeOf(teamId).runs.find(runId))!;
    const plan = { startDay: '2027-10-11', nudgeAt: '09:00', isAnnounced: true };

    expect(await database.storeOf(teamId).runs.change(run, plan, now)).to.equal('overlaps');
    await database.storeOf(teamId).runs.cancel(runId, 'U1', undefined, now);

    expect(await start('2027-10-04')).to.equal('started');
  });

  it('takes one of twenty changes of the same edition, and calls off once', async () => {
    const runId = randomUUID();
    await start('2027-10-04', runId);
    const run = (await database.storeOf(teamId).runs.find(runId))!;

    const changes = await Promise.all(
      twenty.map((index) =>
        database
          .storeOf(teamId)
          .runs.change(run, { startDay: '2027-10-18', nudgeAt: `08:${10 + index}`, isAnnounced: true }, now),
      ),
    );
    const cancels = await Promise.all(
      twenty.map(() => database.storeOf(teamId).runs.cancel(runId, 'U1', undefined, now)),
    );

    expect(changes.filter(Boolean)).to.have.length(1);
    expect(cancels.filter(Boolean)).to.have.length(1);
  });

  it('takes one answer of the managers', async () => {
    await database.storeOf(teamId).challengeAsks.recordAsked('2027-10-04', now);

    const outcomes = await Promise.all(
      twenty.map((index) =>
        database.storeOf(teamId).challengeAsks.answer('2027-10-04', {
          kind: index % 2 ? 'start' : 'not-this-year',
          by: `U${index}`,
          at: now,
        }),
      ),
    );

    expect(wins(outcomes, true)).to.equal(1);
  });

  it('joins, leaves and does a day once, however often it is asked at one moment', async () => {
    const { participants } = database.storeOf(teamId);

    const joins = await Promise.all(
      twenty.map(() => participants.join(seat(), { timeZone: 'Europe/London' }, now)),
    );
    const done = await Promise.all(
      twenty.map((index) => participants.markDone(seat(), 'd1', `V${index}`, undefined, now)),
    );
    const leaves = await Promise.all(twenty.map(() => participants.leave(seat(), now)));
    const backs = await Promise.all(
      twenty.map(() => participants.join(seat(), { timeZone: 'Europe/London' }, now)),
    );

    for (const outcomes of [joins, done, leaves, backs]) expect(wins(outcomes, true)).to.equal(1);
    expect(await participants.count(seat().runId)).to.equal(1);
    expect((await participants.tally(seat().runId, dayIds)).doneCount).to.equal(1);
  });

  it('has nothing due for whoever left, and takes no answers from them', async () => {
    const { participants } = database.storeOf(teamId);
    await participants.join(seat(), {}, now);
    expect(await participants.due(now, 10)).to.have.length(1);

    await participants.leave(seat(), now);

    expect(await participants.due(now, 10)).to.have.length(0);
    expect(await participants.markDone(seat(), 'd1', 'V1', undefined, now)).to.equal(false);
    expect(await participants.markNotToday(seat(), { dayId: 'd1', on: '2027-10-04' })).to.equal(false);
    expect(await participants.changeZone(seat(), { timeZone: 'Asia/Tokyo' }, now)).to.equal(false);
  });

  it('writes no nudge down over news that came after the person was read', async () => {
    const { participants } = database.storeOf(teamId);
    await participants.join(seat(), { timeZone: 'Europe/London' }, now);
    const [read] = await participants.due(now, 10);
    const later = new Date(now.getTime() + 1000);
    await participants.changeZone(seat(), { timeZone: 'Asia/Tokyo' }, later);

    await participants.recordAllNudges([
      {
        participant: read!,
        nudged: [{ dayId: 'd1', on: '2027-10-04' }],
        skipped: [],
        nextNudgeAt: undefined,
      },
    ]);

    const found = await participants.find(seat());
    expect(found!.nextNudgeAt).to.deep.equal(later);
    expect(found!.days).to.deep.equal({});
  });

  it('finds who is due by the index', async () => {
    const { model } = database.models.participants;

    const plan = await model
      .find({ teamId, nextNudgeAt: { $lte: now } })
      .sort({ nextNudgeAt: 1 })
      .explain('queryPlanner');

    expect(JSON.stringify(plan)).to.contain('IXSCAN').and.contain('teamId_1_nextNudgeAt_1');
  });
});
