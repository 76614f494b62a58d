import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import sinon from 'sinon';
import { weekOf } from '../../../src/domain/calendar.ts';
import { noDetails } from '../../../src/domain/win.ts';
import { followTallies, followTalliesDue } from '../../../src/operations/board/follow-tallies.ts';
import { rebuildTallies } from '../../../src/operations/board/rebuild-tallies.ts';
import { forgetStories } from '../../../src/operations/settings/forget-stories.ts';
import { createJobs } from '../../../src/schedules/index.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { deletePerson } from '../../support/erasure.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { crowd, nextTs, nominationUsers } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';
import { keptTotals, recountPlainly } from '../../support/tally.ts';

const now = new Date('2026-10-07T12:00:00Z');
const zone = 'Europe/London';

describe('running totals', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(now);
    bot.slack.reset();
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  let wins = 0;
  const store = async (postedAt: Date, authorId: string, heroIds: string[]): Promise<string> => {
    wins += 1;
    const winId = `W${wins}`;
    await team.store.wins.store({
      winId,
      authorId,
      heroIds,
      text: `story ${wins}`,
      names: new Map(),
      source: { kind: 'command' },
      postedAt,
      week: weekOf(postedAt, zone),
      ...noDetails,
    });
    return winId;
  };
  const vote = async (winId: string, userId: string, stands = true, isEarly = false): Promise<void> => {
    const ts = nextTs();
    await team.store.nominations.record({ winId, userId }, 'wall:trophy', { ts, stands, isEarly }, now);
    await team.store.wins.noteVote(winId);
    await team.deps.recountWin(winId);
  };
  const edit = async (winId: string, authorId: string, heroIds: string[]): Promise<void> => {
    const win = await team.store.wins.find(winId);
    if (!win) return;
    const content = { text: win.text, heroIds, names: new Map(), ...noDetails };
    if (await team.store.wins.edit(win, win.edition, authorId, content, now))
      await team.deps.recountWin(winId);
  };
  const takeDown = (winId: string) =>
    team.store.wins.takeDown(winId, { userId: 'UANN', isManager: true }, now);

  const expectAgreement = async (inZone = zone): Promise<void> => {
    expect((await team.store.wins.tallyStale(1)).length > 0).to.equal(false);
    expect(await keptTotals(bot, team.teamId)).to.deep.equal(await recountPlainly(bot, team.teamId, inZone));
  };
  const people = crowd.map(({ id }) => id);
  const pick = <T>(from: readonly T[], random: () => number): T =>
    from[Math.floor(random() * from.length)] as T;

  /** As the job does, where it is due. */
  const followDay = async (at: Date): Promise<void> => {
    const { board } = createJobs();
    expect(await board!.dueTeams(bot.models, at)).to.include(team.teamId);
    await board!.run(team.deps, at);
  };

  it('count a win of ten heroes once for the team, and for each of them', async () => {
    const winId = await store(now, 'UJO', people.slice(0, 10));
    await vote(winId, 'USAM');
    await followTalliesDue(team.deps);

    const { team: ours, people: theirs } = await keptTotals(bot, team.teamId);
    expect(ours['2026-10']).to.deep.equal([1, 2]);
    expect(theirs['all UC10']).to.deep.equal([2, 0]);
    expect(theirs['2026-Q4 USAM']).to.deep.equal([0, 10]);
  });

  it('agree with a plain recount after anything, followed at any moment, and when they are rebuilt', async function () {
    this.timeout(120_000);
    let seed = 7;
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const boundary = Date.parse('2026-01-01T00:00:00Z');
    const posted: { winId: string; authorId: string }[] = [];
    const some = (most: number): string[] => [
      ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(people, random))),
    ];
    const act: Record<string, () => Promise<unknown>> = {
      async post() {
        const authorId = pick(people, random);
        const spreadMs = pick([3_600_000, 30 * 86_400_000, 100 * 86_400_000], random);
        const postedAt = new Date(boundary + (random() - 0.5) * 2 * spreadMs);
        posted.push({ winId: await store(postedAt, authorId, some(3)), authorId });
      },
      vote: async () =>
        vote(pick(posted, random).winId, pick(people, random), random() < 0.7, random() < 0.2),
      async edit() {
        const { winId, authorId } = pick(posted, random);
        await edit(winId, authorId, some(3));
      },
      takeDown: () => takeDown(pick(posted, random).winId),
      unpostable: () => team.store.wins.recordUnpostable(pick(posted, random).winId),
      async emoji() {
        const nominationEmoji = random() < 0.5 ? ['star2'] : ['trophy', 'star2'];
        await changeSettings(team, bot, { nominationEmoji });
      },
      threshold: () => changeSettings(team, bot, { exceptionalThreshold: 1 + Math.floor(random() * 5) }),
      follow: () => followTallies(team.deps, 1 + Math.floor(random() * 20)),
    };
    const often = ['post', 'post', 'vote', 'vote', 'vote', 'vote', 'vote', 'edit', 'follow', 'takeDown'];
    const seldom = ['unpostable', 'emoji', 'threshold'];

    await act.post?.();
    for (let n = 0; n < 110; n += 1) await act[pick(random() < 0.05 ? seldom : often, random)]?.();
    await followTalliesDue(team.deps);
    await expectAgreement();

    await bot.models.tallies.model.updateMany(
      { teamId: team.teamId, period: '2026-01' },
      { $set: { seenBy: ['UGONE'], seenByCount: 1, winCount: 99 } },
    );
    await rebuildTallies(team.deps);
    await followTalliesDue(team.deps);
    await expectAgreement();

    await changeSettings(team, bot, { zone: 'Pacific/Auckland' });
    await followTalliesDue(team.deps);
    await expectAgreement('Pacific/Auckland');
  });

  it('count once what two replicas follow while it changes', async () => {
    const winIds = await Promise.all(people.map((userId) => store(now, userId, [userId])));
    const follow = async () => {
      for (let n = 0; n < 4; n += 1) await followTallies(team.deps, 5);
    };
    await Promise.all([
      follow(),
      follow(),
      ...winIds.flatMap((winId, n) => [vote(winId, 'UJO'), vote(winId, people[(n + 1) % people.length]!)]),
    ]);
    await Promise.all([...winIds.slice(0, 8).map((winId) => vote(winId, 'UJO', false)), follow(), follow()]);
    await Promise.all([takeDown(winIds[0]!), takeDown(winIds[1]!), follow(), follow()]);
    await followTalliesDue(team.deps);

    await expectAgreement();
  });

  it('take out whoever left while the totals were written and the process ended', async () => {
    const winId = await store(now, 'UJO', ['UJO']);
    await vote(winId, 'USAM');
    const settle = sinon.stub(team.deps.store.wins, 'settleTallies').rejects(new Error('the process ended'));
    await followTallies(team.deps).catch(() => undefined);
    settle.restore();
    await vote(winId, 'USAM', false);
    await edit(winId, 'UJO', ['UKAI']);
    await followTalliesDue(team.deps);

    await expectAgreement();
    expect((await keptTotals(bot, team.teamId)).people).to.have.keys(
      ...['2026-10', '2026-Q4', '2026', 'all'].flatMap((period) => [`${period} UJO`, `${period} UKAI`]),
    );
  });

  it('leave out newer news than what was read: the win is followed once more', async () => {
    const winId = await store(now, 'UJO', ['UJO']);
    const [read] = await team.store.wins.tallyStale(1);
    await vote(winId, 'USAM');
    await team.store.wins.settleTallies([read!]);

    expect((await team.store.wins.tallyStale(1)).length > 0).to.equal(true);
  });

  for (const to of [{ isTeamMode: true }, { hasBoards: false }])
    it(`keep nobody with ${JSON.stringify(to)}, and everybody again after it`, async () => {
      const winId = await store(now, 'UJO', ['UJO']);
      await vote(winId, 'USAM');
      await followTalliesDue(team.deps);

      await changeSettings(team, bot, to);
      await vote(winId, 'UKAI');
      await followTalliesDue(team.deps);
      const kept = await keptTotals(bot, team.teamId);
      expect(kept.people).to.deep.equal({});
      expect(kept.team.all).to.deep.equal([1, 2]);
      const stored = await bot.models.tallies.model.distinct('userId', { teamId: team.teamId });
      expect(stored).to.not.include('UKAI');

      await changeSettings(team, bot, { isTeamMode: false, hasBoards: true });
      await followTalliesDue(team.deps);
      await expectAgreement();
    });

  it('follow a win that is put back, and credits somebody else from then on', async () => {
    const winId = await store(now, 'UJO', ['UJO', 'UKAI']);
    await vote(winId, 'USAM');
    await takeDown(winId);
    await followTalliesDue(team.deps);
    await expectAgreement();

    const win = (await team.store.wins.find(winId))!;
    await team.store.wins.putBack(win, 'UANN', { week: undefined, heroIds: ['UKAI'] }, now);
    await followTalliesDue(team.deps);

    await expectAgreement();
    expect((await keptTotals(bot, team.teamId)).people)
      .to.include.keys('all UKAI')
      .and.not.keys('all UJO');
  });

  it('count words to one person for their author alone, until they are taken back', async () => {
    const word = { wordId: 'P1', authorId: 'UJO', text: 'well done', givenAt: now, ...noDetails };
    await team.store.privateWords.give(word, ['USAM', 'UKAI']);
    await team.store.privateWords.give({ ...word, wordId: 'P2' }, ['USAM']);
    await followTalliesDue(team.deps);
    const months = async () => (await keptTotals(bot, team.teamId)).people;
    const everywhere = (count: number) =>
      Object.fromEntries(['2026-10', '2026-Q4', '2026', 'all'].map((each) => [`${each} UJO`, [0, count]]));
    expect(await months()).to.deep.equal(everywhere(2));

    const [given] = await team.store.privateWords.ofWord('P1');
    await team.store.privateWords.takeBack(given!, 'UJO', now);
    await followTalliesDue(team.deps);

    expect(given!.heroId).to.equal('UKAI');
    expect(await months()).to.deep.equal(everywhere(1));
  });

  it('count on for others what somebody gave whose data is deleted', async () => {
    const winId = await store(now, 'UJO', ['UJO']);
    await vote(winId, 'USAM');
    await followTalliesDue(team.deps);
    const erased = { userId: 'USAM', standIn: 'erased-1' };

    for (const erase of [
      () => team.store.nominations.erasePerson(erased),
      () => team.store.wins.erasePerson(erased),
      () => team.store.tallies.erasePerson(erased),
    ])
      await erase();
    for (let times = 0; times < 2; times += 1) {
      const kept = await bot.models.tallies.model.find({ teamId: team.teamId }).lean();
      expect(JSON.stringify(kept)).to.not.contain('USAM');
      expect((await keptTotals(bot, team.teamId)).people).to.deep.include({ 'all UJO': [1, 0] });
      await followTalliesDue(team.deps);
    }
    await expectAgreement();
  });

  context('with words to one person', () => {
    const months = async () => (await keptTotals(bot, team.teamId)).people;
    const give = async (authorId: string, heroIds: string[], givenAt = now): Promise<string> => {
      const word = { wordId: randomUUID(), authorId, text: 'well done', givenAt, ...noDetails };
      await team.store.privateWords.give(word, heroIds);
      return word.wordId;
    };

    it('count them no more when they are too old to be kept, however often that is begun', async () => {
      const old = await give('UJO', ['USAM'], new Date('2024-09-01T12:00:00Z'));
      await give('UJO', ['UKAI']);
      await followTalliesDue(team.deps);
      expect(await months()).to.deep.include({ 'all UJO': [0, 2], '2024-09 UJO': [0, 1] });
      await team.store.workspace.planRetention(now);

      const cutShort = failingDatabase(bot.models.privateWords.model, 'deleteMany');
      await forgetStories(team.deps, now).catch(() => undefined);
      cutShort.restore();
      await team.store.workspace.planRetention(now);
      await forgetStories(team.deps, now);

      expect(await months()).to.deep.include({ 'all UJO': [0, 1] });
      expect(await months()).to.not.have.any.keys('2024-09 UJO', '2024 UJO');
      expect(await team.store.privateWords.ofWord(old)).to.deep.equal([]);
    });

    it('count them no more when their reader has their data deleted, also if they are followed meanwhile', async () => {
      await give('UJO', ['USAM', 'UKAI']);
      await followTalliesDue(team.deps);
      const erase = team.deps.store.tallies.erasePerson.bind(team.deps.store.tallies);
      sinon.stub(team.deps.store.tallies, 'erasePerson').callsFake(async (erased) => {
        const changed = await erase(erased);
        await rebuildTallies(team.deps);
        return changed;
      });

      await deletePerson(team, 'USAM');
      await followTalliesDue(team.deps);

      expect(await months()).to.deep.include({ 'all UJO': [0, 1], '2026-10 UJO': [0, 1] });
      const kept = await bot.models.tallies.model.find({ teamId: team.teamId }).lean();
      expect(JSON.stringify(kept)).to.not.contain('USAM').and.not.contain('erased-');
    });

    it('count what was given while there was no board, once there is one again', async () => {
      await changeSettings(team, bot, { hasBoards: false });
      await give('UJO', ['USAM']);
      await followTalliesDue(team.deps);
      expect(await months()).to.deep.equal({});

      await changeSettings(team, bot, { hasBoards: true });
      await followTalliesDue(team.deps);

      expect(await months()).to.deep.include({ 'all UJO': [0, 1] });
    });
  });

  it('find within a day what a version that knows no totals wrote beside this one', async () => {
    const [posted, taken] = [await store(now, 'UJO', ['UKAI']), await store(now, 'USAM', ['USAM'])];
    await followDay(now);
    const { model } = bot.models.wins;
    const none = { isTallyStale: 1, tallyVersion: 1, talliedIds: 1 } as const;
    await model.updateOne({ _id: posted }, { $unset: none });
    await model.updateOne(
      { _id: taken },
      { $set: { withdrawn: { at: now, by: 'USAM', why: 'taken-down' } } },
    );
    await store(now, 'UJO', ['UC1']).then((winId) => model.updateOne({ _id: winId }, { $unset: none }));

    await followDay(new Date(now.getTime() + 86_400_000));

    await expectAgreement();
  });

  it('belong to a workspace', async () => {
    const other = await bot.createWorkspace();
    await store(now, 'UJO', ['UJO']);
    await followTalliesDue(other.deps);
    expect((await team.store.wins.tallyStale(1)).length > 0).to.equal(true);

    await followTalliesDue(team.deps);
    expect((await keptTotals(bot, other.teamId)).team).to.deep.equal({});
  });
});
