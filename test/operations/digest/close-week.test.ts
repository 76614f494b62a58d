import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { createTicker } from '../../../src/schedules/ticker.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { press, winOnWall } from '../../support/nomination.ts';

/** Week 41 of 2026 is 5 to 11 October; its digest is due on Monday the 12th at 08:00 UTC. */
const inWeek = (number: number, day = 1): Date =>
  new Date(Date.UTC(2026, 9, 5 + 7 * (number - 41) + day, 12));
const due = new Date('2026-10-12T08:00Z');

describe('closing weeks', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
        { id: 'UKAI', name: 'kai', is_admin: true, tz: 'Asia/Tokyo' },
        { id: 'UOLD', name: 'old', is_admin: true, deleted: true },
        { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
        ...['jo', 'sam', 'mia', 'lee', 'ria'].map((name) => ({ id: `U${name.toUpperCase()}`, name })),
        { id: 'UBOT', name: 'brag', is_bot: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    await close(inWeek(41, 0));
  });

  const close = (now: Date) => closeDueWeeks(team.deps, now);
  const post = async (at: Date, author = 'UJO') => {
    bot.setNow(at);
    return winOnWall(team, { author });
  };
  const digestOf = (week: string) => team.store.digests.find(week);
  const weeks = async () => {
    const stored = await bot.models.digests.model.find({ teamId: team.teamId }).sort({ week: 1 }).lean();
    return stored.map(({ week }) => week);
  };
  const deliveries = () =>
    bot.models.deliveries.model
      .find({ teamId: team.teamId, kind: { $in: ['digest', 'manager-digest'] } })
      .lean();

  it('begins with the week in which the bot came', async () => {
    const lastClosed = await team.store.workspace.lastClosedWeek();

    await close(new Date(due.getTime() - 1));

    expect(lastClosed).to.equal('2026-W40');
    expect(await weeks()).to.deep.equal([]);
  });

  it('makes one digest, and plans each delivery once, when twenty replicas do it at once', async () => {
    await post(inWeek(41));

    await Promise.all(Array.from({ length: 20 }, () => close(due)));

    expect(await weeks()).to.deep.equal(['2026-W41']);
    expect((await deliveries()).map(({ _id }) => _id)).to.have.members([
      `digest:${team.teamId}:2026-W41`,
      `manager-digest:${team.teamId}:2026-W41:UANN`,
      `manager-digest:${team.teamId}:2026-W41:UKAI`,
    ]);
  });

  it('catches up once, whichever of several replicas does which week', async () => {
    await Promise.all(Array.from({ length: 5 }, () => close(new Date('2026-11-03T12:00Z'))));

    expect(await weeks()).to.deep.equal(['2026-W41', '2026-W42', '2026-W43', '2026-W44']);
    expect(await deliveries()).to.have.length(12);
    expect(await team.store.workspace.lastClosedWeek()).to.equal('2026-W44');
  });

  it('stores every week that was missed, and leaves only what can still be said', async () => {
    const now = new Date('2026-11-03T12:00Z');
    await post(inWeek(41));

    await close(now);

    const open = (await deliveries()).filter(({ tooLateAt }) => tooLateAt && tooLateAt > now);
    expect(open.map(({ week }) => week)).to.deep.equal(['2026-W44', '2026-W44', '2026-W44']);
    expect((await digestOf('2026-W41'))?.winCount).to.equal(1);
  });

  it('says nothing of who is in the team today about a week long ago', async () => {
    await close(new Date('2026-12-01T12:00Z'));

    expect((await digestOf('2026-W41'))?.team).to.equal(undefined);
    expect((await digestOf('2026-W48'))?.team?.memberCount).to.equal(7);
  });

  it('goes on when a clock that was wrong is set right', async () => {
    await close(new Date('2027-03-01T12:00Z'));

    await close(inWeek(50));
    await close(new Date('2026-12-14T09:00Z'));

    expect(await team.store.workspace.lastClosedWeek()).to.equal('2026-W50');
  });

  it('plans what is to be said when the process ended before that', async () => {
    await close(due);
    await bot.models.deliveries.model.deleteMany({ teamId: team.teamId });
    const nextDigestAt = due;
    await team.store.workspace.recordClosedWeek('2026-W40', nextDigestAt);

    await close(due);

    expect(await deliveries()).to.have.length(3);
    expect(await weeks()).to.deep.equal(['2026-W41']);
  });

  const failing: [string, string, object][] = [
    ['list its people', 'users.list', { error: 'internal_error' }],
    ['list its people so fast', 'users.list', { retryAfter: '30' }],
    ['list who is in the channel so fast', 'conversations.members', { retryAfter: '30' }],
  ];
  for (const [what, method, said] of failing)
    it(`closes nothing while Slack does not ${what}, and everything after`, async () => {
      bot.slack.answersOnceWith(method, said);

      const failed = await close(due).catch((error: unknown) => error);
      const atFirst = [...(await weeks()), ...(await deliveries())];
      await close(due);

      expect(failed).to.be.an('error');
      expect(atFirst).to.deep.equal([]);
      expect(await deliveries()).to.have.length(3);
    });

  for (const error of ['internal_error', 'org_login_required', 'a_code_of_tomorrow', 'token_expired'])
    it(`tells the managers of the whole team after ${error} once`, async () => {
      bot.slack.answersOnceWith('conversations.members', { error });

      const failed = await close(due).catch((thrown: unknown) => String(thrown));
      const atFirst = await weeks();
      await close(due);

      expect(failed).to.contain(error);
      expect(atFirst).to.deep.equal([]);
      expect((await digestOf('2026-W41'))?.team).to.have.property('tookPartCount');
    });

  it('leaves the managers without their part where the channel is closed to the bot', async () => {
    bot.slack.answersWith('conversations.members', { error: 'channel_not_found' });

    await close(due);

    expect((await digestOf('2026-W41'))?.team).to.equal(undefined);
    expect(await deliveries()).to.have.length(3);
  });

  it('never counts a closed week anew, and welcomes nobody twice', async () => {
    const { _id: winId } = await post(inWeek(41));
    await close(due);
    const before = await digestOf('2026-W41');
    await team.store.wins.takeDown(winId, { userId: '', isManager: true }, due);
    await post(inWeek(41, 6));
    await post(inWeek(42));

    await close(new Date('2026-10-19T08:00Z'));

    expect(await digestOf('2026-W41')).to.deep.equal(before);
    const next = await digestOf('2026-W42');
    expect(next?.trend.slice(-2).map(({ winCount }) => winCount)).to.deep.equal([1, 1]);
    expect(next?.firstTimerCount).to.equal(0);
  });

  it('brings to notice who was not nominated for four weeks, with what they did', async () => {
    const nominate = (winId: string, at: Date) => press(team, 'USAM', winId, `${at.getTime() / 1000}.000100`);
    const old = await post(inWeek(41), 'UMIA');
    const unseen = [await post(inWeek(41), 'ULEE'), await post(inWeek(45), 'URIA')];
    const seen = await post(inWeek(42), 'UJO');
    bot.setNow(inWeek(42));
    await nominate(seen._id, inWeek(42));
    bot.setNow(inWeek(45));
    await nominate(old._id, inWeek(45));

    await close(new Date('2026-11-09T09:00Z'));

    const { team: facts } = (await digestOf('2026-W45'))!;
    expect(facts?.unseen.map(({ person }) => person.userId)).to.have.members(['ULEE', 'URIA']);
    const stories = facts?.unseen.flatMap(({ wins }) => wins.map(({ winId }) => winId));
    expect(stories).to.have.members(unseen.map(({ _id }) => _id));
    expect(facts?.withoutWins.map(({ name }) => name)).to.have.members(['ann', 'kai', 'sam']);
    expect(facts?.tookPartCount).to.equal(1);
  });

  it('asks the database by indexes only', async () => {
    const { wins, digests, workspaces } = bot.models;
    const { teamId } = team;
    const queries = {
      week: team.store.wins.ofWeek('2026-W41'),
      unnominated: team.store.wins.unnominated(['U1', 'U2'], ['2026-W41', '2026-W42']),
      totals: wins.model.find({ teamId, week: { $in: ['2026-W41'] }, withdrawn: { $exists: false } }),
      credited: wins.model.findOne({ teamId, heroIds: 'U1', week: { $lt: '2026-W41' } }),
      stored: digests.model.findOne({ teamId, heroIds: 'U1', week: { $lt: '2026-W41' } }),
      due: workspaces.model.findOne({ _id: teamId, nextDigestAt: { $lte: due } }),
    };

    for (const [name, query] of Object.entries(queries))
      expect(JSON.stringify(await query.explain('queryPlanner')), name).not.to.contain('COLLSCAN');
  });

  context('where the zone is not settled', () => {
    /** A tick of the job alone, for all workspaces. */
    const tick = async (now: Date) => {
      bot.setNow(now);
      const { digest } = createJobs();
      const ticker = createTicker({ ...bot.shared, workspaces: bot.workspaces }, { digest: digest! });
      await ticker.tick();
      await ticker.stop();
    };
    /** In London it is noon; on Kiritimati it is Monday, two in the morning. */
    const sunday = new Date('2026-10-11T12:00Z');

    it('closes nothing by a wrong one while Slack does not say where its owner is', async () => {
      bot.slack.answersWith('users.list', { error: 'internal_error' });
      team = await bot.createWorkspace({ isZoneSettled: false });

      await tick(sunday);
      await tick(due);
      const [zone, closed] = [await team.store.workspace.read(), await team.store.workspace.lastClosedWeek()];

      expect(zone.isZoneSettled).to.equal(false);
      expect(closed).to.equal(undefined);
      expect(await deliveries()).to.deep.equal([]);
    });

    it('closes by the right one once Slack does', async () => {
      bot.slack.answersWith('users.list', { error: 'internal_error' });
      team = await bot.createWorkspace({ isZoneSettled: false });
      await tick(sunday);
      bot.slack.answersWith('users.list', {
        members: [
          { id: 'UTIA', name: 'tia', is_admin: true, is_primary_owner: true, tz: 'Pacific/Kiritimati' },
        ],
      });

      await tick(sunday);

      expect(await team.store.workspace.lastClosedWeek()).to.equal('2026-W41');
      expect(await team.store.workspace.read()).to.include({
        zone: 'Pacific/Kiritimati',
        isZoneSettled: true,
      });
    });
  });
});
