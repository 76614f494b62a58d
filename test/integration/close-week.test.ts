import { expect } from 'chai';
import { closeDueWeeks } from '../../src/operations/digest/close-week.ts';
import { readDigest } from '../../src/operations/digest/read-digest.ts';
import { toggleNomination } from '../../src/operations/nomination/nominate.ts';
import { postWin } from '../../src/operations/win/post-win.ts';
import { openTestWorkspace, type TestWorkspace, type WorkspaceDeps } from '../support/workspace.ts';

const zone = 'Europe/London';
/** Week 41 of 2026 is 5 to 11 October; its digest is due on Monday the 12th at 08:00 UTC. */
const inWeek = (number: number, day = 1): Date =>
  new Date(Date.UTC(2026, 9, 5 + 7 * (number - 41) + day, 12));
const due = new Date('2026-10-12T08:00Z');

describe('closing weeks', () => {
  let workspace: TestWorkspace;
  let deps: WorkspaceDeps;
  let teamId: string;
  let pressedAt = 1_800_000_000;
  before(async function () {
    this.timeout(30_000);
    workspace = await openTestWorkspace();
  });
  after(() => workspace.close());
  beforeEach(async () => {
    deps = await workspace.create(zone);
    teamId = deps.installation.teamId;
    await closeDueWeeks(deps, inWeek(41, 0));
  });

  const post = async (text: string, at: Date, author = 'jo') => {
    const outcome = await postWin(deps, { authorId: workspace.idOf(author), text, source: 'command' }, at);
    return outcome.kind === 'stored' ? outcome.winId : expect.fail('the win was refused');
  };
  const nominate = async (winId: string, at: Date, user = 'sam') => {
    pressedAt = Math.max(pressedAt, at.getTime() / 1000) + 1;
    await toggleNomination(deps, winId, workspace.idOf(user), pressedAt.toFixed(6), at);
    await workspace.background.drain(5_000);
  };
  const digest = (week: string) => deps.store.digests.find(week);
  const deliveries = () =>
    workspace.models.deliveries.model.find({ teamId, kind: { $in: ['digest', 'manager-digest'] } }).lean();

  it('begins with the week in which the bot came', async () => {
    expect(await workspace.models.digests.model.countDocuments({ teamId })).to.equal(0);
    expect(await deps.store.workspace.lastClosedWeek()).to.equal('2026-W40');

    await closeDueWeeks(deps, new Date(due.getTime() - 1));

    expect(await digest('2026-W41')).to.equal(null);
  });

  it('makes one digest, and plans each delivery once, when twenty replicas do it at once', async () => {
    await post('raced the rain', inWeek(41));

    await Promise.all(Array.from({ length: 20 }, () => closeDueWeeks(deps, due)));

    expect(await workspace.models.digests.model.countDocuments({ teamId })).to.equal(1);
    expect((await deliveries()).map(({ _id }) => _id)).to.have.members([
      `digest:${teamId}:2026-W41`,
      `manager-digest:${teamId}:2026-W41:${workspace.idOf('ann')}`,
      `manager-digest:${teamId}:2026-W41:${workspace.idOf('kai')}`,
    ]);
  });

  it('stores every week that was missed, and leaves only what can still be said', async () => {
    await post('kept the shop open', inWeek(41));

    await closeDueWeeks(deps, new Date('2026-11-03T12:00Z'));

    const stored = await workspace.models.digests.model.find({ teamId }).sort({ week: 1 }).lean();
    expect(stored.map(({ week }) => week)).to.deep.equal(['2026-W41', '2026-W42', '2026-W43', '2026-W44']);
    const now = new Date('2026-11-03T12:00Z');
    const open = (await deliveries()).filter(({ tooLateAt }) => tooLateAt && tooLateAt > now);
    expect(open.map(({ week }) => week)).to.deep.equal(['2026-W44', '2026-W44', '2026-W44']);
    await closeDueWeeks(deps, now);
    expect(await deliveries()).to.have.length(12);
  });

  it('goes on when a clock that was wrong is set right', async () => {
    await closeDueWeeks(deps, new Date('2027-03-01T12:00Z'));

    await closeDueWeeks(deps, inWeek(50));
    await closeDueWeeks(deps, new Date('2026-12-14T09:00Z'));

    expect(await deps.store.workspace.lastClosedWeek()).to.equal('2026-W50');
  }).timeout(20_000);

  it('never counts a closed week anew, and welcomes nobody twice', async () => {
    const winId = await post('lent a coat', inWeek(41));
    await closeDueWeeks(deps, due);
    const before = await digest('2026-W41');
    await deps.store.wins.takeDown(winId, { userId: '', isManager: true }, due);
    await post('came in on a Sunday', inWeek(41, 6));
    await post('lent another coat', inWeek(42));

    await closeDueWeeks(deps, new Date('2026-10-19T08:00Z'));

    expect(await digest('2026-W41')).to.deep.equal(before);
    const next = await digest('2026-W42');
    expect(next?.trend.slice(-2).map(({ winCount }) => winCount)).to.deep.equal([1, 1]);
    expect(next?.firstTimerCount).to.equal(0);
  });

  it('brings to notice who was not nominated for four weeks, with what they did', async () => {
    const old = await post('wrote a card', inWeek(41), 'mia');
    await post('called back at once', inWeek(41), 'lee');
    await nominate(await post('found the ring', inWeek(42), 'jo'), inWeek(42));
    await post('stayed late', inWeek(45), 'ria');
    await nominate(old, inWeek(45), 'tom');

    await closeDueWeeks(deps, new Date('2026-11-09T09:00Z'));

    const { team } = (await digest('2026-W45'))!;
    expect(team?.unseen.map(({ person }) => person.name)).to.have.members(['Lee', 'Ria']);
    expect(team?.unseen.flatMap(({ wins }) => wins.map(({ text }) => text))).to.have.members([
      'called back at once',
      'stayed late',
    ]);
    const quiet = team?.withoutWins.map(({ name }) => name);
    expect(quiet).to.include.members(['Ann', 'Kai', 'Sam', 'Tom']).and.not.to.include.members(['otherbot']);
    expect(team?.tookPartCount).to.equal(1);
  }).timeout(20_000);

  it('keeps how the challenge of the week went', async () => {
    const { runs, participants } = deps.store;
    const dayIds = deps.packs.get('five-days')!.days.map(({ id }) => id);
    const plan = { startDay: '2026-10-05', nudgeAt: '09:00', isAnnounced: true };
    const about = { runId: `run-${teamId}`, packId: 'five-days', dayIds, startedBy: 'U1' };
    await runs.start({ ...about, ...plan }, inWeek(41, 0));
    const seatOf = (userId: string) => ({ runId: about.runId, userId });
    for (const userId of ['U1', 'U2']) await participants.join(seatOf(userId), zone, inWeek(41, 0));
    for (const dayId of dayIds)
      await participants.markDone(seatOf('U1'), dayId, dayId, undefined, inWeek(41));
    await participants.markDone(seatOf('U2'), dayIds[0]!, 'form', undefined, inWeek(41));

    await closeDueWeeks(deps, due);

    const { challenge } = (await digest('2026-W41'))!;
    expect(challenge).to.deep.include({ participantCount: 2, finishedCount: 1 });
    expect(challenge?.days.map(({ doneCount }) => doneCount)).to.deep.equal([2, 1, 1, 1, 1]);
  });

  it('tells a week that is still to be closed from one before the bot came', async () => {
    const ask = (typed: string, now: Date) => readDigest(deps, typed, workspace.idOf('jo'), now);

    expect(await ask('last', inWeek(41))).to.include({ kind: 'none', week: '2026-W40' });
    expect(await ask('last', new Date(due.getTime() - 1))).to.deep.equal({
      kind: 'not-yet',
      week: '2026-W41',
      dueAt: due,
    });
    await closeDueWeeks(deps, due);
    expect(await ask('last', due)).to.include({ kind: 'closed', isManager: false });
  });

  it('asks the database by indexes only', async () => {
    const { wins, digests, workspaces } = workspace.models;
    const queries = {
      week: deps.store.wins.ofWeek('2026-W41'),
      unnominated: deps.store.wins.unnominated(['U1', 'U2'], ['2026-W41', '2026-W42']),
      totals: wins.model.find({ teamId, week: { $in: ['2026-W41'] }, withdrawn: { $exists: false } }),
      credited: wins.model.findOne({ teamId, heroIds: 'U1', week: { $lt: '2026-W41' } }),
      stored: digests.model.findOne({ teamId, heroIds: 'U1', week: { $lt: '2026-W41' } }),
      due: workspaces.model.findOne({ _id: teamId, nextDigestAt: { $lte: due } }),
    };

    for (const [name, query] of Object.entries(queries))
      expect(JSON.stringify(await query.explain('queryPlanner')), name).not.to.contain('COLLSCAN');
  });
});
