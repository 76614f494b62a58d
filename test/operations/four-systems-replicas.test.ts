import { expect } from 'chai';
import { lessonWeek } from '../../src/operations/lesson/lesson-week.ts';
import { actionIds, callbackIds } from '../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { wallIs } from '../support/home-wall.ts';
import { agree, agreeAll, finish, lessonIn, saveDraft, sharedLesson, take } from '../support/lesson.ts';
import { crowd, nominationUsers } from '../support/nomination.ts';
import { doneFilled, makePlan } from '../support/plan.ts';

/** What people press at one moment reaches whichever of two processes. */
describe('the same clicks at once through two replicas', function () {
  this.timeout(60_000);
  let bot: TestBot;
  let team: TestTeam;
  let both: readonly TestTeam[];
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    wallIs(bot, 'public');
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    both = [team, await bot.replicaOf(team)];
    bot.slack.calls.length = 0;
  });

  /** Five times through each. */
  const atOnce = <T>(act: (through: TestTeam, index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: 10 }, (_, index) => act(both[index % 2]!, index)));
  const winsOf = (planId: string) => bot.models.wins.model.find({ planId }).lean();
  const planOf = async (planId: string) => (await team.store.plans.find(planId))!;
  const onWall = () => bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'CWALL');
  const done = (through: TestTeam, planId: string, viewId: string, note = 'sang') =>
    through.submit('UJO', callbackIds.planDone, { planId }, doneFilled({ note, isWin: true }), viewId);
  const resume = (through: TestTeam, value: string) => through.action('UJO', actionIds.planResume, { value });
  const drop = (through: TestTeam, value: string) => through.action('UJO', actionIds.planDrop, { value });
  const moveTo = (through: TestTeam, planId: string, day: string) =>
    through.submit(
      'UJO',
      callbackIds.planMove,
      { planId, moves: 0 },
      { plan_day: { selected_date: day } },
      `VM${day}`,
    );

  it('take one plan as done once, with one win, whatever words its form has the second time', async () => {
    const planId = await makePlan(bot, team);

    await atOnce((through, index) => done(through, planId, 'VDONE', `sang, ${index}`));
    bot.setNow(new Date('2026-10-07T12:30:00Z'));
    await atOnce((through) => done(through, planId, 'VDONE', 'sang once more'));

    const wins = await winsOf(planId);
    expect(wins).to.have.length(1);
    expect(await planOf(planId)).to.include({ state: 'done', winId: wins[0]!._id });
    expect(onWall()).to.have.length(1);
  });

  it('are one answer of two that are different forms', async () => {
    const planId = await makePlan(bot, team);

    await atOnce((through, index) => done(through, planId, `VDONE${index}`, `sang, ${index}`));

    const [win, ...others] = await winsOf(planId);
    expect(others).to.deep.equal([]);
    expect(await planOf(planId)).to.include({ state: 'done', note: win!.text, winId: win!._id });
  });

  it('move a plan, or let it go, and never count a move that was none', async () => {
    const planId = await makePlan(bot, team);

    await atOnce((through, index) =>
      index % 3 === 0
        ? drop(through, planId)
        : moveTo(through, planId, index % 3 === 1 ? '2026-10-12' : '2026-10-13'),
    );

    const { state, moves, day } = await planOf(planId);
    expect(state).to.equal('dropped');
    expect(moves).to.equal(day === '2026-10-09' ? 0 : 1);
  });

  it('leave a plan done with its win, or to do without one, when one undoes what the other does', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const planId = await makePlan(bot, team, { alias: `Bob ${turn}` });

      await atOnce((through, index) =>
        index % 2 === turn % 2 ? done(through, planId, `VU${planId}`) : resume(through, planId),
      );

      const { state, winId } = await planOf(planId);
      const wins = await winsOf(planId);
      expect({ state, winIds: [winId] }).to.deep.equal({ state: 'done', winIds: wins.map(({ _id }) => _id) });
    }
  });

  it('share a lesson once, with one card', async () => {
    const lessonId = `${team.teamId}-share`;
    await saveDraft(team, 'UJO', lessonId);

    await atOnce((through) => through.action('UJO', actionIds.lessonShare, { value: lessonId }));

    expect(await lessonIn(team, lessonId)).to.include({ state: 'open', timesShared: 1 });
    expect(onWall()).to.have.length(1);
  });

  it('count one person once who says so through both', async () => {
    const { _id } = await sharedLesson(team);

    await Promise.all(both.map((through) => agree(through, 'UC1', _id, '1791375000.000100')));
    const { agreeCount, agrees } = await lessonIn(team, _id);
    expect([agreeCount, agrees.length]).to.deep.equal([1, 1]);

    // Two presses: the second takes the first back, whichever is heard of first.
    await Promise.all(both.map((through, index) => agree(through, 'UC2', _id, `179137500${index}.000100`)));
    const after = await lessonIn(team, _id);
    expect(after.agreeCount).to.equal(after.agrees.filter(({ stands }) => stands).length);
    expect(after.agrees).to.have.length(2);
  });

  it('give a lesson to one of twenty', async () => {
    const { _id } = await sharedLesson(team);
    await agreeAll(team, _id);

    await Promise.all(crowd.map(({ id }, index) => take(both[index % 2]!, id, _id)));

    const { state, takenById } = await lessonIn(team, _id);
    expect(state).to.equal('taken');
    const shown = bot.slack.callsOf('chat.update').at(-1)!;
    expect(JSON.stringify(shown)).to.contain(`Taken on by <@${takenById}>`);
    expect(await bot.models.noteParts.model.countDocuments({ lessonId: _id })).to.equal(1);
    expect(await lessonWeek(team.deps, '2026-W41', 'Europe/London', [])).to.include({ takenCount: 1 });
  });

  it('leave a lesson taken or changed, and no third thing, when one undoes what the other does', async () => {
    const { _id } = await sharedLesson(team);
    await take(team, 'UJO', _id);

    await atOnce((through, index) =>
      index % 2 === 0
        ? finish(through, 'UJO', _id)
        : through.action('UJO', actionIds.lessonResume, { value: _id }),
    );

    const { state, takenById, changed, dueDay } = await lessonIn(team, _id);
    expect({ isTaken: Boolean(takenById && dueDay), isChanged: Boolean(changed) }).to.deep.equal({
      isTaken: state === 'taken',
      isChanged: state === 'changed',
    });
    const { changedCount = 0 } = (await lessonWeek(team.deps, '2026-W41', 'Europe/London', [])) ?? {};
    expect(changedCount).to.equal(state === 'changed' ? 1 : 0);
  });
});
