import { expect } from 'chai';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { digest } from '../../support/digest.ts';
import { crowd, nextTs, nominationUsers, press, type WallWin, winOnWall } from '../../support/nomination.ts';

/** In week 41 of 2026. */
const now = new Date('2026-10-07T12:00Z');
const week = '2026-W41';
const inWeeks = (count: number): Date => new Date(now.getTime() + count * 7 * 86_400_000);

describe('gathering a week', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(now);
    team = await bot.createWorkspace();
  });

  const winAt = (at: Date, people: { author?: string; hero?: string } = {}): Promise<WallWin> => {
    bot.setNow(at);
    return winOnWall(team, people);
  };
  const nominate = async ({ _id }: WallWin, count: number, ts = nextTs()) => {
    for (const { id } of crowd.slice(0, count)) await press(team, id, _id, ts);
  };
  const gather = (...userIds: string[]) =>
    gatherWeek(
      team.deps,
      week,
      'Europe/London',
      userIds.length > 0 ? userIds.map((userId) => ({ userId, name: userId })) : undefined,
    );

  it('counts the wins of that week alone, those left out that were taken down', async () => {
    await winAt(inWeeks(-1));
    await winAt(now);
    await winAt(inWeeks(1));
    const { _id } = await winAt(now);
    await team.store.wins.takeDown(_id, { userId: 'UJO', isManager: false }, now);

    expect(await gather()).to.include({ winCount: 1, week });
  });

  it('keeps nobody by name but in stories where the team has chosen team mode', async () => {
    await nominate(await winAt(now), 3);
    await winAt(now, { author: 'USAM' });
    const workspace = { ...(await team.deps.workspace()), isTeamMode: true };
    const deps = { ...team.deps, workspace: async () => workspace };
    const members = ['UJO', 'USAM', 'UKAI'].map((userId) => ({ userId, name: `name of ${userId}` }));

    const gathered = await gatherWeek(deps, week, 'Europe/London', members);

    expect(gathered).to.include({ winCount: 2, nominationCount: 3, heroCount: 2, firstTimerCount: 2 });
    expect(gathered.team).to.include({ memberCount: 3, tookPartCount: 2, unseenCount: 2 });
    expect(gathered.exceptional[0]).to.include({ nominationCount: 0 });
    const { exceptional: _stories, story: _story, ...rest } = gathered;
    expect(JSON.stringify(rest)).not.to.match(/UJO|USAM|UKAI/);
    await team.store.digests.store(gathered, 'Europe/London', now);
    expect((await team.store.digests.find(week))?.heroCount).to.equal(2);
  });

  for (const [threshold, expected] of [
    [3, 1],
    [2, 2],
    [4, 0],
  ] as const)
    it(`calls ${expected} exceptional where the workspace decided for ${threshold}`, async () => {
      await nominate(await winAt(now), 3);
      await nominate(await winAt(now), 2);
      const workspace = { ...(await team.deps.workspace()), exceptionalThreshold: threshold };
      const deps = { ...team.deps, workspace: async () => workspace };

      const { exceptionalCount, trend } = await gatherWeek(deps, week, 'Europe/London', undefined);

      expect([exceptionalCount, trend.at(-1)?.exceptionalCount]).to.deep.equal([expected, expected]);
    });

  it('repeats what the digest of an earlier week said, and counts one without a digest', async () => {
    await winAt(inWeeks(-1));
    await winAt(inWeeks(-2));
    await team.store.digests.store(digest({ week: '2026-W40', winCount: 9 }), 'Europe/London', now);

    const { trend } = await gather();

    expect(trend.map((each) => each.week).join()).to.match(/^2026-W34,2026-W35,.*,2026-W41$/);
    expect(trend.map(({ winCount }) => winCount)).to.deep.equal([0, 0, 0, 0, 0, 1, 9, 0]);
  });

  const met: [string, string, string[], number][] = [
    ['in that very week', '2026-10-06T12:00Z', [week], 0],
    ['in the week before', '2026-09-30T12:00Z', ['2026-W40', week], 1],
    ['as the week before began', '2026-09-27T23:00Z', ['2026-W40', week], 2],
    ['long ago', '2026-01-01T12:00Z', [], 8],
  ];
  for (const [when, metAt, weeks, wholeWeeks] of met)
    it(`speaks of what the bot has seen that came ${when}`, async () => {
      team = await bot.createWorkspace({ metAt: new Date(metAt) });

      const gathered = await gather();

      expect(gathered.wholeWeeks).to.equal(wholeWeeks);
      if (weeks.length > 0) expect(gathered.trend.map((each) => each.week)).to.deep.equal(weeks);
    });

  it('calls nobody unseen before it has seen four whole weeks', async () => {
    team = await bot.createWorkspace({ metAt: new Date('2026-09-15T12:00Z') });
    await winAt(now, { author: 'UJO' });

    expect((await gather('UJO', 'USAM')).team).to.deep.include({ unseenCount: 0, unseen: [] });
  });

  it('welcomes whom nobody credited before, neither in a win nor in a digest', async () => {
    await winAt(inWeeks(-10), { hero: 'USAM' });
    await team.store.digests.store(digest({ week: '2026-W30', heroIds: ['UKAI'] }), 'Europe/London', now);
    for (const hero of ['UJO', 'USAM', 'UKAI']) await winAt(now, { hero });

    const { firstTimers } = await gather();

    expect(firstTimers.map(({ userId }) => userId)).to.deep.equal(['UJO']);
  });

  it('looks for newcomers among more people than it asks about at once', async () => {
    const { _id } = await winAt(now);
    const heroIds = Array.from({ length: 55 }, (_, index) => `UNEW${index}`);
    await bot.models.wins.model.updateOne({ _id }, { $set: { heroIds } });

    expect((await gather()).firstTimerCount).to.equal(55);
  });

  context('for the managers', () => {
    it('leaves the team out when nobody can say who it is', async () => {
      expect((await gather()).team).to.equal(undefined);
    });

    it('counts whoever posted, is credited or nominated as taking part', async () => {
      await nominate(await winAt(now, { author: 'UJO', hero: 'USAM' }), 1);

      const { team: facts } = await gather('UJO', 'USAM', 'UC1', 'UKAI');

      expect(facts).to.include({ memberCount: 4, tookPartCount: 3 });
    });

    it('has nobody unseen whose win of these four weeks was nominated', async () => {
      await nominate(await winAt(inWeeks(-3), { author: 'UJO' }), 1);
      await nominate(
        await winAt(inWeeks(-4), { author: 'USAM' }),
        1,
        `${inWeeks(-4).getTime() / 1000}.000100`,
      );
      await bot.models.nominations.model.updateMany(
        { teamId: team.teamId, 'votes.button.ts': { $lt: '1790' } },
        { $set: { changedAt: inWeeks(-4) } },
      );

      const { team: facts } = await gather('UJO', 'USAM');

      expect(facts?.withoutWins.map(({ userId }) => userId)).to.deep.equal(['USAM']);
    });

    it('has nobody unseen whose older win was nominated lately', async () => {
      const win = await winAt(inWeeks(-8), { author: 'USAM' });
      bot.setNow(now);
      await nominate(win, 1);

      expect((await gather('USAM')).team?.unseenCount).to.equal(0);
    });

    it('has somebody unseen whose nomination of an older win was taken back', async () => {
      const win = await winAt(inWeeks(-8), { author: 'USAM' });
      bot.setNow(now);
      await nominate(win, 1);
      await nominate(win, 1);

      expect((await gather('USAM')).team?.unseenCount).to.equal(1);
    });
  });
});
