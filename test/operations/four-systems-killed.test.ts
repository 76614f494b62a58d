import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { weekOf, weekSpan } from '../../src/domain/calendar.ts';
import { ideaCounts } from '../../src/operations/idea/idea-counts.ts';
import { lessonWeek } from '../../src/operations/lesson/lesson-week.ts';
import { planWeek } from '../../src/operations/plan/plan-week.ts';
import { recoveryWeek } from '../../src/operations/recovery/recovery-week.ts';
import { createJobs } from '../../src/schedules/index.ts';
import { actionIds, callbackIds, recoveryFormIds } from '../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { killedAfter } from '../support/faulty-database.ts';
import { wallIs } from '../support/home-wall.ts';
import { agree, finish, move, saveDraft, take } from '../support/lesson.ts';
import { nameManagers } from '../support/manager.ts';
import { nominationUsers } from '../support/nomination.ts';
import { doneFilled, inNote, makePlan } from '../support/plan.ts';
import { openedRecovery, submitRecovery, tick as tickStep } from '../support/recovery.ts';
import { type StandIn, standIn } from '../support/standing.ts';

const zone = 'Europe/London';
const firstMoment = new Date('2026-10-07T09:00:00Z');
const minuteMs = 60_000;
/** After every so many writes; `KILL_STEP=1` for all of them. */
const step = Number(process.env.KILL_STEP ?? 3);

/** What goes on by itself once something was done, in the order of the table. */
const followed = [
  'plan',
  'lesson',
  'delivery',
  'recovery',
  'recovery-card',
  'note',
  'wall-message',
  'reconcile',
];
const jobs = Object.entries(createJobs()).filter(([name]) => followed.includes(name));

/** Something that writes more than once. Whoever did it does the same again when they hear of a fault. */
interface Moment {
  what: string;
  prepare: (team: TestTeam) => Promise<string>;
  act: (team: TestTeam, id: string) => Promise<unknown>;
  /** What may stand as well when nobody did it again. */
  half?: (team: TestTeam, id: string) => Promise<unknown>;
}

describe('a process that is killed after any of its writes', function () {
  this.timeout(240_000);
  let bot: TestBot;
  let slack: StandIn;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());

  const later = (ms: number): void => bot.setNow(new Date(bot.now().getTime() + ms));
  const goTo = async (team: TestTeam, at: string): Promise<void> => {
    bot.setNow(new Date(at));
    await tickOver(team);
  };
  const tickOver = async ({ deps, teamId }: TestTeam): Promise<void> => {
    for (const [, { dueTeams, run }] of jobs)
      if ((await dueTeams(bot.models, bot.now())).includes(teamId)) await run(deps, bot.now());
    await deps.outbox.deliverDue();
    await bot.shared.background.drain(5_000);
  };

  /** What is counted of a week, and a recount of it from what is stored. */
  const countsOf = async ({ deps, teamId }: TestTeam) => {
    const week = weekOf(bot.now(), zone);
    const span = weekSpan(week, zone);
    const { models } = bot;
    const [plans, lessons, wins, countOf] = await Promise.all([
      models.plans.model.find({ teamId }).lean(),
      models.lessons.model.find({ teamId }).lean(),
      models.wins.model.find({ teamId }).lean(),
      ideaCounts(deps, bot.now()),
    ]);
    const told = new Set(wins.flatMap(({ planId }) => planId ?? []));
    const ideaIds = [...new Set([...plans, ...wins].flatMap(({ ideaId }) => ideaId ?? []))].sort();
    for (const ideaId of ideaIds) {
      const byPlan = plans.filter((plan) => plan.ideaId === ideaId && plan.doneAt && !told.has(plan._id));
      const byWin = wins.filter((win) => win.ideaId === ideaId);
      expect(countOf(ideaId).done, 'extras done').to.equal(byPlan.length + byWin.length);
    }
    for (const { agrees, agreeCount } of lessons)
      expect(agreeCount).to.equal(agrees.filter(({ stands }) => stands).length);
    const lesson = await lessonWeek(deps, week, zone, []);
    return {
      plans: await planWeek(deps, week, zone),
      lessons: lesson && { ...lesson, toldId: undefined, changedIds: lesson.changedIds.length },
      recoveries: await recoveryWeek(deps, span, bot.now()),
      wins: wins.length,
      ideas: ideaIds.map((ideaId) => countOf(ideaId).done),
    };
  };

  /** How everything stands once nothing is left to do. */
  const outcome = async (team: TestTeam) => {
    for (const ms of [minuteMs, 6 * minuteMs, 12 * minuteMs]) {
      later(ms);
      await tickOver(team);
    }
    const keys = slack.keys();
    expect(keys).to.deep.equal([...new Set(keys)]);
    return { said: slack.standing(team), counts: await countsOf(team) };
  };

  const begin = async ({ prepare }: Moment) => {
    slack = standIn(bot);
    wallIs(bot, 'public');
    bot.setNow(firstMoment);
    const team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    const id = await prepare(team);
    later(10 * minuteMs);
    await tickOver(team);
    return { team, id };
  };

  const inPeace = async (moment: Moment, act: Moment['act'] = moment.act) => {
    const { team, id } = await begin(moment);
    await act(team, id);
    return outcome(team);
  };

  /** Undefined when it was not killed, since there are no more writes. */
  const killed = async (moment: Moment, writes: number, isDoneAgain: boolean) => {
    const { team, id } = await begin(moment);
    const kill = killedAfter(writes);
    await moment.act(team, id).catch(() => undefined);
    await bot.shared.background.drain(5_000);
    bot.workspaces.drop(team.teamId);
    if (!kill.restore()) return undefined;
    const other = await bot.replicaOf(team);
    later(20_000);
    if (isDoneAgain) await moment.act(other, id);
    return outcome(other);
  };

  const planToday = async (team: TestTeam): Promise<string> => {
    const planId = await makePlan(bot, team, { day: '2026-10-09' });
    await bot.models.plans.model.updateOne({ _id: planId }, { $set: { ideaId: 'shared-idea' } });
    await goTo(team, '2026-10-09T08:00:00Z');
    return planId;
  };
  const planDone = (isWin: boolean) => (team: TestTeam, planId: string) =>
    team.submit(
      'UJO',
      callbackIds.planDone,
      { planId },
      doneFilled({ note: 'sang for her', rung: 'hugger', isWin }),
      `V${planId}`,
    );

  const fixedRecovery = async (team: TestTeam): Promise<string> => {
    const { _id: id } = await openedRecovery(team, 'UJO', { helpers: ['USAM'] });
    for (const step of ['call', 'fixed']) await tickStep(team, 'UJO', id, step);
    return id;
  };
  const askedRecovery = async (team: TestTeam): Promise<string> => {
    const id = await fixedRecovery(team);
    await goTo(team, '2026-10-14T09:00:00Z');
    await goTo(team, '2026-10-15T09:00:00Z');
    return id;
  };
  const close = (team: TestTeam, id: string) =>
    team.submit(
      'UJO',
      callbackIds.recoveryClose,
      { id, times: 0 },
      {
        [recoveryFormIds.cause]: { selected_option: { value: 'promise' } },
        [recoveryFormIds.change]: { value: 'we name a day only when it is in the van' },
      },
      `VC${id}`,
    );
  const tell = (team: TestTeam, id: string) =>
    team.submit(
      'UJO',
      callbackIds.recoveryStory,
      { id },
      {
        [recoveryFormIds.story]: { value: 'We were late, so we called first' },
        [recoveryFormIds.customer]: { value: 'Mrs Lee' },
        [recoveryFormIds.change]: { value: 'we name a day only when it is in the van' },
      },
      `VT${id}`,
    );

  const draft = async (team: TestTeam): Promise<string> => {
    const lessonId = `${team.teamId}-lesson`;
    await saveDraft(team, 'UJO', lessonId);
    return lessonId;
  };
  const share = (team: TestTeam, value: string) => team.action('UJO', actionIds.lessonShare, { value });
  const shared = async (team: TestTeam, agreed: readonly string[] = []): Promise<string> => {
    const lessonId = await draft(team);
    await share(team, lessonId);
    for (const userId of agreed) await agree(team, userId, lessonId);
    return lessonId;
  };
  const three = ['UC1', 'UC2', 'UC3'];
  const taken = async (team: TestTeam): Promise<string> => {
    const lessonId = await shared(team, three);
    await take(team, 'UC1', lessonId, '2026-10-09');
    await goTo(team, '2026-10-09T08:00:00Z');
    return lessonId;
  };

  const moments: Moment[] = [
    { what: 'a plan done with a win', prepare: planToday, act: planDone(true), half: planDone(false) },
    { what: 'a plan done', prepare: planToday, act: planDone(false) },
    {
      what: 'a plan moved',
      prepare: planToday,
      act: (team, planId) =>
        team.submit(
          'UJO',
          callbackIds.planMove,
          { planId, moves: 0 },
          { plan_day: { selected_date: '2026-10-12' } },
        ),
    },
    {
      what: 'a plan dropped',
      prepare: planToday,
      act: (team, value) => team.action('UJO', actionIds.planDrop, { value }, inNote),
    },
    {
      what: 'a plan that is not done after all',
      prepare: async (team) => {
        const planId = await planToday(team);
        await planDone(false)(team, planId);
        return planId;
      },
      act: (team, value) => team.action('UJO', actionIds.planResume, { value }, inNote),
    },
    {
      what: 'where a customer is two weeks later',
      prepare: async (team) => {
        const planId = await planToday(team);
        await planDone(false)(team, planId);
        await makePlan(bot, team, { alias: 'Mr Roy', day: '2026-10-26' });
        await goTo(team, '2026-10-23T08:00:00Z');
        await goTo(team, '2026-10-26T09:00:00Z');
        return planId;
      },
      act: (team, planId) =>
        team.submit(
          'UJO',
          callbackIds.planLater,
          { planId },
          {
            plan_stand: { selected_option: { value: 'up' } },
            plan_evidence: { selected_options: [{ value: 'said' }] },
          },
          'VLATER',
        ),
    },
    {
      what: 'a recovery opened',
      prepare: async ({ teamId }) => `VO${teamId}`,
      act: (team, viewId) => submitRecovery(team, 'UJO', { helpers: ['USAM', 'UKAI'] }, viewId),
    },
    {
      what: 'a recovery put right',
      prepare: async (team) => (await openedRecovery(team, 'UJO', { helpers: ['USAM'] }))._id,
      act: (team, id) => tickStep(team, 'USAM', id, 'fixed'),
    },
    { what: 'a recovery closed', prepare: askedRecovery, act: close },
    {
      what: 'a recovery told as a story',
      prepare: async (team) => {
        const id = await askedRecovery(team);
        await close(team, id);
        return id;
      },
      act: tell,
    },
    { what: 'a lesson shared', prepare: draft, act: share },
    {
      what: 'a lesson that a third agrees with',
      prepare: (team) => shared(team, ['UC1', 'UC2']),
      act: (team, lessonId) => agree(team, 'UC3', lessonId, '1791375999.000100'),
    },
    {
      what: 'a lesson taken',
      prepare: (team) => shared(team, three),
      act: (team, lessonId) => take(team, 'UC1', lessonId, '2026-10-07'),
    },
    {
      what: 'a lesson moved',
      prepare: taken,
      act: (team, lessonId) => move(team, 'UC1', lessonId, '2026-10-20'),
    },
    {
      what: 'a lesson given back',
      prepare: taken,
      act: (team, value) => team.action('UC1', actionIds.lessonGiveBack, { value }, inNote),
    },
    { what: 'a lesson done', prepare: taken, act: (team, lessonId) => finish(team, 'UC1', lessonId) },
    {
      what: 'a lesson that is not done after all',
      prepare: async (team) => {
        const lessonId = await taken(team);
        await finish(team, 'UC1', lessonId);
        return lessonId;
      },
      act: (team, value) => team.action('UC1', actionIds.lessonResume, { value }, inNote),
    },
    {
      what: 'a lesson taken down',
      prepare: taken,
      act: (team, id) =>
        team.action('UANN', actionIds.lessonMore, { selected_option: { value: `take-down:${id}` } }),
    },
    {
      what: 'a note with parts of all four',
      prepare: async (team) => {
        await fixedRecovery(team);
        bot.setNow(new Date('2026-10-15T06:00:00Z'));
        const planId = await makePlan(bot, team, { day: '2026-10-15' });
        await bot.models.plans.model.updateOne({ _id: planId }, { $set: { ideaId: 'shared-idea' } });
        const lessonId = await draft(team);
        await share(team, lessonId);
        await take(team, 'UJO', lessonId, '2026-10-15');
        return planId;
      },
      act: async (team) => {
        bot.setNow(new Date('2026-10-15T09:30:00Z'));
        await tickOver(team);
      },
    },
  ];

  for (const moment of moments)
    it(`leaves ${moment.what} as it should be, done again or not`, async () => {
      const done = await inPeace(moment);
      const undone = await inPeace(moment, async () => undefined);
      const whole = [done, undone, ...(moment.half ? [await inPeace(moment, moment.half)] : [])];

      let writes = 0;
      for (; ; writes += step) {
        const isDoneAgain = writes % 2 === 0;
        const stands = await killed(moment, writes, isDoneAgain);
        if (!stands) break;
        const isAsUndone = !isDoneAgain && whole.some((each) => isDeepStrictEqual(each, stands));
        if (!isAsUndone) expect(stands, `after ${writes} writes`).to.deep.equal(done);
      }
      expect(writes).to.be.at.least(step);
    });
});
