import { expect } from 'chai';
import { closeDueWeeks, replanDigest } from '../../../src/operations/digest/close-week.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { createTicker } from '../../../src/schedules/ticker.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { press, winOnWall } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

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
        { id: 'UGUEST', name: 'guest', is_restricted: true },
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
  /** What is to be said of the weeks: on the wall, and to managers in their notes. */
  const deliveries = async () => {
    const { teamId } = team;
    const parts = await bot.models.noteParts.model.find({ teamId, kind: 'manager-digest' }).lean();
    const digests = await bot.models.deliveries.model.find({ teamId, kind: 'digest' }).lean();
    return [
      ...digests.map(({ _id, week, tooLateAt }) => ({ _id, week, end: tooLateAt })),
      ...parts.map(({ _id, week, untilAt }) => ({ _id, week, end: untilAt })),
    ];
  };

  it('begins with the week in which the bot came', async () => {
    const lastClosed = await team.store.workspace.lastClosedWeek();

    await close(new Date(due.getTime() - 1));

    expect(lastClosed).to.equal('2026-W40');
    expect(await weeks()).to.deep.equal([]);
  });

  it('goes by another day that is set while the next digest is planned', async () => {
    await close(due);
    await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: { nextDigestAt: due } });
    const { workspace } = team.deps.store;
    let isSet = false;
    const digestPlan = async () => {
      const asItWas = await workspace.digestPlan();
      if (!isSet) {
        isSet = true;
        await changeSettings(team, bot, { digestTime: { weekday: 3, time: '16:00' } });
      }
      return asItWas;
    };
    const store = { ...team.deps.store, workspace: { ...workspace, digestPlan } };

    await closeDueWeeks({ ...team.deps, store }, due);

    const { nextDigestAt } = await workspace.digestPlan();
    expect(nextDigestAt).to.deep.equal(new Date('2026-10-21T15:00Z'));
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

    const open = (await deliveries()).filter(({ end }) => end && end > now);
    expect(open.map(({ week }) => week)).to.deep.equal(['2026-W44', '2026-W44', '2026-W44']);
    expect((await digestOf('2026-W41'))?.winCount).to.equal(1);
  });

  it('says nothing of who is in the team today about a week long ago', async () => {
    await close(new Date('2026-12-01T12:00Z'));

    expect((await digestOf('2026-W41'))?.team).to.equal(undefined);
    expect((await digestOf('2026-W48'))?.team?.memberCount).to.equal(7);
  });

  it('counts no guest among the team, nor among those without a win', async () => {
    await close(new Date('2026-11-03T12:00Z'));

    const stored = (await digestOf('2026-W44'))?.team;
    expect(stored?.memberCount).to.equal(7);
    expect(JSON.stringify(stored)).not.to.contain('UGUEST');
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

  context('when another day, time or zone is set', () => {
    interface Rhythm {
      zone?: string;
      weekday?: number;
      time?: string;
    }
    const monday: Rhythm = {};
    const tuesday: Rhythm = { weekday: 2 };
    const friday: Rhythm = { weekday: 5, time: '16:30' };
    const sunday: Rhythm = { weekday: 7, time: '23:59' };
    const midnight: Rhythm = { weekday: 1, time: '00:00' };
    const eastern: Rhythm = { zone: 'Pacific/Kiritimati' };
    const western: Rhythm = { zone: 'Pacific/Pago_Pago' };

    const save = ({ zone = 'Europe/London', weekday = 1, time = '09:00' }: Rhythm) =>
      bot.models.workspaces.model.updateOne(
        { _id: team.teamId },
        { $set: { timeZone: zone, 'settings.digestTime': { weekday, time } } },
      );
    /** Each minute that matters: something is set, or it is a tick. */
    const live = async (
      changes: readonly [at: string, to: Rhythm][],
      until: string,
      { isReplanned = true } = {},
    ) => {
      const left = [...changes];
      for (let now = inWeek(41, 0).getTime(); now <= Date.parse(until); now += 30 * 60_000) {
        const at = new Date(now);
        const [change] = left;
        if (change && at >= new Date(change[0])) {
          left.shift();
          await save(change[1]);
          if (isReplanned) await replanDigest(team.deps, at);
        }
        const { nextDigestAt } = await team.store.workspace.digestPlan();
        if (!nextDigestAt || nextDigestAt <= at) await close(at);
      }
    };
    /** The weeks whose digest was said, and when each could be. */
    const said = async () => {
      const planned = await bot.models.deliveries.model
        .find({ teamId: team.teamId, kind: 'digest' })
        .sort({ week: 1 })
        .lean();
      return planned.map(({ week, dueAt, tooLateAt }) => {
        const isInTime = tooLateAt!.getTime() - dueAt!.getTime() === 48 * 3_600_000;
        return `${week} ${isInTime ? dueAt!.toISOString().slice(0, 16) : 'too late'}`;
      });
    };

    const cases: [what: string, changes: [string, Rhythm][], until: string, said: string[]][] = [
      [
        'Monday to Friday before the digest: it waits',
        [['2026-10-11T12:00Z', friday]],
        '2026-10-24T12:00Z',
        ['2026-W41 2026-10-16T15:30', '2026-W42 2026-10-23T15:30'],
      ],
      [
        'Monday to Friday after the digest: that one was said',
        [['2026-10-12T12:00Z', friday]],
        '2026-10-24T12:00Z',
        ['2026-W41 2026-10-12T08:00', '2026-W42 2026-10-23T15:30'],
      ],
      [
        'to Friday and back before the digest: as if nothing had been',
        [
          ['2026-10-11T12:00Z', friday],
          ['2026-10-11T13:00Z', monday],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-12T08:00', '2026-W42 2026-10-19T08:00'],
      ],
      [
        'to Friday and back after Monday morning: it comes at once',
        [
          ['2026-10-11T12:00Z', friday],
          ['2026-10-15T12:00Z', monday],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-15T12:00', '2026-W42 2026-10-19T08:00'],
      ],
      [
        'to Friday and back after the digest: the next Monday',
        [
          ['2026-10-12T12:00Z', friday],
          ['2026-10-12T13:00Z', monday],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-12T08:00', '2026-W42 2026-10-19T08:00'],
      ],
      [
        'Monday to Tuesday on Monday morning',
        [['2026-10-12T07:30Z', tuesday]],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-13T08:00', '2026-W42 2026-10-20T08:00'],
      ],
      [
        'to Sunday and back on the last day: two digests, each once',
        [
          ['2026-10-11T12:00Z', sunday],
          ['2026-10-18T12:00Z', monday],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-18T12:00', '2026-W42 2026-10-19T08:00'],
      ],
      [
        'an earlier time that has passed: it comes at once',
        [['2026-10-12T07:00Z', midnight]],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-12T07:00', '2026-W42 2026-10-18T23:00'],
      ],
      [
        'a zone to the east over the date line',
        [
          ['2026-10-08T12:00Z', western],
          ['2026-10-12T10:30Z', eastern],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-12T10:30', '2026-W42 2026-10-18T19:00'],
      ],
      [
        'a zone to the west over the date line, after the digest',
        [
          ['2026-10-08T12:00Z', { ...eastern, time: '00:00' }],
          ['2026-10-11T12:00Z', { ...western, time: '00:00' }],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-11T10:00', '2026-W42 2026-10-19T11:00'],
      ],
      [
        'a zone to the west over the date line, before the digest',
        [
          ['2026-10-08T12:00Z', eastern],
          ['2026-10-11T12:00Z', western],
        ],
        '2026-10-20T12:00Z',
        ['2026-W41 2026-10-12T20:00', '2026-W42 2026-10-19T20:00'],
      ],
    ];
    for (const [what, changes, until, expected] of cases)
      it(`loses and doubles no week: ${what}`, async () => {
        await live(changes, until);

        expect(await said()).to.deep.equal(expected);
        expect(await weeks()).to.deep.equal(expected.map((line) => line.slice(0, 8)));
      });

    it('loses no week when the process ends between the setting and its planning', async () => {
      await live(
        [
          ['2026-10-11T12:00Z', friday],
          ['2026-10-15T12:00Z', monday],
          ['2026-10-17T12:00Z', sunday],
          ['2026-10-20T12:00Z', friday],
        ],
        '2026-11-07T12:00Z',
        { isReplanned: false },
      );

      expect(await weeks()).to.deep.equal(['2026-W41', '2026-W42', '2026-W43', '2026-W44']);
      expect((await said()).filter((line) => line.includes('too late'))).to.deep.equal([]);
    });

    it('goes by what is set while a week is closed', async () => {
      bot.slack.answersWith('conversations.members', async () => {
        await save(friday);
        return { members: ['UJO'] };
      });

      await close(due);

      expect((await team.store.workspace.digestPlan()).nextDigestAt).to.deep.equal(
        new Date('2026-10-23T15:30Z'),
      );
    });

    it('tells of a win in the next digest that is posted in what is a closed week again', async () => {
      await save({ ...eastern, time: '00:00' });
      await replanDigest(team.deps, inWeek(41));
      await close(inWeek(41));
      await close(new Date('2026-10-11T10:00Z'));
      await save({ ...western, time: '00:00' });
      await replanDigest(team.deps, new Date('2026-10-11T12:00Z'));

      bot.setNow(new Date('2026-10-11T13:00Z'));
      await team.command('UJO', 'drove the parcel over to Mrs Lee');
      const stored = await bot.models.wins.model.findOne({ teamId: team.teamId }).lean();
      await close(new Date('2026-10-19T11:00Z'));

      expect(stored?.week).to.equal('2026-W42');
      expect((await digestOf('2026-W42'))?.winCount).to.equal(1);
    });
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
