import { expect } from 'chai';
import type { SettingValues } from '../../../src/domain/setting-change.ts';
import { reconcileRecent } from '../../../src/operations/nomination/reconcile.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { crowd, nextTs, nominationUsers, press, type WallWin, winOnWall } from '../../support/nomination.ts';
import { changeSettings, type Decided } from '../../support/settings.ts';

const dayMs = 86_400_000;
const monday = new Date('2026-10-05T12:00:00Z');

describe('another threshold', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(monday);
    team = await bot.createWorkspace();
  });

  const decide = (to: Partial<SettingValues>): Promise<Decided> => changeSettings(team, bot, to);
  const threshold = (to: number) => decide({ exceptionalThreshold: to });
  const daysLater = (days: number): void => bot.setNow(new Date(monday.getTime() + days * dayMs));
  /** Written down and counted. */
  const nominate = async (win: WallWin, count: number, first = 0) => {
    for (const { id } of crowd.slice(first, first + count)) await press(team, id, win._id, nextTs());
  };
  const takeBack = (win: WallWin, index: number) => press(team, crowd[index]!.id, win._id, nextTs());
  const nominatedBy = async (count: number) => {
    const win = await winOnWall(team, { author: 'UKAI' });
    await nominate(win, count);
    return win;
  };
  const announced = async () => {
    const { teamId } = team;
    const deliveries = await bot.models.deliveries.model.find({ teamId, kind: 'exceptional' }).lean();
    const parts = await bot.models.noteParts.model.find({ teamId, kind: 'praise' }).lean();
    return [...deliveries, ...parts].map(({ kind, winId }) => `${kind} ${winId}`);
  };
  const both = ({ _id }: WallWin) => [`exceptional ${_id}`, `praise ${_id}`];
  const settle = () => bot.shared.background.drain(5_000);
  const shownAgain = async () => {
    bot.slack.calls.length = 0;
    await refreshStale(team.deps);
    return bot.slack.callsOf('chat.update').map(({ ts }) => ts);
  };

  const badges: [number, number, number[]][] = [
    [3, 5, [3, 4]],
    [5, 3, [3, 4]],
    [3, 1, [1, 2]],
    [3, 4, [3]],
    [20, 1, [1, 2, 3, 4, 5]],
  ];
  for (const [from, to, counts] of badges)
    it(`shows the badges with ${counts.join(', ')} nominations anew from ${from} to ${to}, and no others`, async () => {
      if (from !== 3) await threshold(from);
      const wins = [];
      for (const count of [0, 1, 2, 3, 4, 5]) wins.push({ count, win: await nominatedBy(count) });
      daysLater(30);

      await threshold(to);

      const expected = wins.filter(({ count }) => counts.includes(count)).map(({ win }) => win.wall.ts);
      expect(await shownAgain()).to.have.members(expected);
      expect(await shownAgain()).to.deep.equal([]);
    });

  it('shows the badge by the new threshold', async () => {
    const win = await nominatedBy(2);
    daysLater(30);

    await threshold(2);

    bot.slack.calls.length = 0;
    await refreshStale(team.deps);
    const [update] = bot.slack.callsOf('chat.update');
    expect(update!.ts).to.equal(win.wall.ts);
    expect(update!.text).to.contain('Exceptional: 2 nominations');
  });

  it('announces nothing of an older win that was below it by the old one alone', async () => {
    await nominatedBy(2);
    daysLater(8);

    await threshold(2);
    await settle();

    expect(await announced()).to.deep.equal([]);
  });

  it('nor when it is counted again, by a comparison with Slack or a further vote', async () => {
    const win = await nominatedBy(2);
    daysLater(8);
    await threshold(2);

    await team.deps.recountWin(win._id);
    await reconcileRecent(team.deps, bot.now());
    await nominate(win, 1, 5);
    await settle();

    expect(await announced()).to.deep.equal([]);
  });

  it('announces a younger one, once', async () => {
    const win = await nominatedBy(2);
    daysLater(6);

    await threshold(2);
    await threshold(3);
    await threshold(2);
    await settle();

    expect(await announced()).to.have.members(both(win));
  });

  it('announces nothing a second time', async () => {
    const win = await nominatedBy(3);
    expect(await announced()).to.have.members(both(win));
    bot.slack.calls.length = 0;

    for (const to of [4, 3, 20, 1]) await threshold(to);
    daysLater(10);
    for (const to of [5, 3]) await threshold(to);
    await settle();

    expect(await announced()).to.have.members(both(win));
    expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
  });

  it('announces an older win that a vote takes over the new threshold', async () => {
    const win = await nominatedBy(2);
    daysLater(30);
    await threshold(4);

    await nominate(win, 1, 2);
    expect(await announced()).to.deep.equal([]);
    await nominate(win, 1, 3);
    await settle();

    expect(await announced()).to.have.members(both(win));
  });

  it('announces an older win that fell below, and that a vote takes over it again', async () => {
    const win = await nominatedBy(2);
    daysLater(30);
    await threshold(2);

    await takeBack(win, 0);
    await nominate(win, 1, 4);
    await settle();

    expect(await announced()).to.have.members(both(win));
  });

  it('tells nothing late that waited for a vote and became exceptional by rule', async () => {
    const win = await winOnWall(team, { author: 'UKAI' });
    // Their third takes it back before it is said.
    await bot.models.wins.model.updateOne({ _id: win._id }, { $unset: { wall: 1 } });
    await nominate(win, 3);
    await takeBack(win, 0);
    await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { wall: win.wall } });
    daysLater(30);
    bot.slack.calls.length = 0;

    await threshold(2);
    await team.store.deliveries.resumeWaiting(bot.now());
    await team.deps.outbox.deliverDue();

    expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
    await nominate(win, 1, 7);
    await takeBack(win, 7);
    await takeBack(win, 1);
    await nominate(win, 1, 8);
    await team.store.deliveries.resumeWaiting(bot.now());
    await team.deps.outbox.deliverDue();
    expect(bot.slack.callsOf('chat.postMessage')).to.have.length(1);
  });

  it('announces from the beginning where one nomination is enough, once', async () => {
    await threshold(1);

    await team.command('UJO', '<@UKAI> carried the piano upstairs');
    await settle();

    const [win] = await team.store.wins.postedSince(new Date(0));
    expect(await announced()).to.have.members([`exceptional ${win!._id}`, `praise ${win!._id}`]);
  });

  it('announces once when twenty vote while it changes', async () => {
    const win = await nominatedBy(2);

    await Promise.all([
      threshold(2),
      ...crowd.slice(2).map(({ id }) => press(team, id, win._id, nextTs())),
      threshold(2).catch(() => undefined),
    ]);
    await settle();

    expect(await announced()).to.have.members(both(win));
    expect(await team.store.wins.find(win._id)).to.include({ nominationCount: 20 });
  });

  it('leaves the digest of a closed week as it was', async () => {
    const week = '2026-W40';
    const digest = { winCount: 4, exceptionalCount: 2, nominationCount: 9, heroIds: [], exceptional: [] };
    const rest = { trend: [], principles: [], ladder: [], firstTimerCount: 0, firstTimers: [] };
    await team.store.digests.store({ week, ...digest, ...rest }, 'Europe/London', bot.now());
    const before = await team.store.digests.find(week);

    await threshold(1);

    expect(await team.store.digests.find(week)).to.deep.equal(before);
  });

  it('marks ten thousand wins in one write, and shows a few at a time', async function () {
    this.timeout(120_000);
    const win = await nominatedBy(3);
    const { _id, wall: _wall, ...fields } = (await bot.models.wins.model.findById(win._id).lean())!;
    const copies = Array.from({ length: 10_000 }, (_, index) => ({
      ...fields,
      _id: `copy-${index}`,
      wall: { channelId: 'CWALL', ts: `17${index}.0001` },
    }));
    await bot.models.wins.model.insertMany(copies, { ordered: false });
    daysLater(30);

    await threshold(5);

    expect(await bot.models.wins.model.countDocuments({ teamId: team.teamId, isWallStale: true })).to.equal(
      10_001,
    );
    expect(await shownAgain()).to.have.length(50);
    await bot.models.wins.model.deleteMany({ teamId: team.teamId });
  });
});
