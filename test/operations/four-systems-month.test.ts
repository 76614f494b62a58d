import { expect } from 'chai';
import { addDays, dayOf, instantOf, isWeekend } from '../../src/domain/calendar.ts';
import { recoverySteps } from '../../src/domain/recovery.ts';
import { createJobs } from '../../src/schedules/index.ts';
import { actionIds, callbackIds } from '../../src/views/ids.ts';
import { expectValidHome, expectValidMessage, expectValidModal } from '../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { openHome } from '../support/home.ts';
import { wallIs } from '../support/home-wall.ts';
import { agree, finish, sharedLesson, take } from '../support/lesson.ts';
import { nameManagers } from '../support/manager.ts';
import { plainIsoWeek } from '../support/plain-count.ts';
import { doneFilled, makePlan } from '../support/plan.ts';
import { openedRecovery, tick } from '../support/recovery.ts';
import { yearUsers, zone } from '../support/year.ts';

const firstDay = '2027-02-01';
/** Until the Monday on which the fourth week is summed up. */
const days = 29;

/** All but what compares counts with Slack's, which tells nobody anything. */
const jobs = Object.entries(createJobs()).filter(
  ([name]) => !['reconcile', 'board', 'missed-nomination'].includes(name),
);

/** What goes to one person without being asked for outside the note: the card of a recovery, to those who work on it. */
const besideTheNote = /^recovery/;

const chosen = (value: string) => ({ selected_option: { value } });

describe('a month of a team of two hundred that uses all systems', function () {
  this.timeout(300_000);
  let bot: TestBot;
  let team: TestTeam;
  let turn = 0;
  const checked = { messages: 0, views: 0, notes: 0 };
  const told = new Set<string>();
  before(async () => {
    bot = await openTestBot({ users: yearUsers });
    bot.setNow(instantOf(firstDay, '00:30', zone));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await nameManagers(team, 'UY1', 'UY2', 'UY3');
  });
  after(() => bot.close());

  /** A few do much, and of all others one after the other does something. */
  const somebody = (): string => {
    turn += 1;
    return `UY${1 + (turn % 3 === 0 ? turn % 20 : (turn * 73) % 200)}`;
  };
  const three = (): string[] => {
    const first = Number(somebody().slice(2));
    return [0, 1, 2].map((more) => `UY${1 + ((first + more) % 200)}`);
  };
  const tickOver = async (): Promise<void> => {
    for (const [, job] of jobs) await job.run(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
    await bot.shared.background.drain(5_000);
  };

  const recoveries: { id: string; owner: string; step: number }[] = [];
  const lessons: { id: string; by: string }[] = [];
  const plans: { id: string; by: string }[] = [];
  const treats: { id: string; by: string; askedOn: string }[] = [];
  /** What was done in each week, counted as it was done. */
  const counts = new Map<string, Record<string, number>>();
  const count = (what: string): void => {
    const week = plainIsoWeek(bot.now(), zone);
    const counted = counts.get(week) ?? {};
    counts.set(week, { ...counted, [what]: (counted[what] ?? 0) + 1 });
  };

  const recover = async (): Promise<void> => {
    const [owner = '', ...helpers] = three();
    const opened = await openedRecovery(team, owner, {
      what: `The part came late, number ${recoveries.length}`,
      severity: recoveries.length % 5 === 0 ? 'serious' : 'annoying',
      knows: recoveries.length % 2 === 0 ? 'yes' : 'no',
      owner: [owner],
      helpers,
    });
    recoveries.push({ id: opened._id, owner, step: 0 });
    count('opened');
  };
  /** A step every few days; every seventh is left alone, and becomes overdue. */
  const workOnAll = async (): Promise<void> => {
    for (const [index, each] of recoveries.entries()) {
      const step = recoverySteps[each.step];
      if (!step || index % 7 === 6 || index % 3 !== recoveries.length % 3) continue;
      await tick(team, each.owner, each.id, step);
      each.step += 1;
      if (step === 'fixed') count('fixed');
    }
  };
  const learn = async (today: string): Promise<void> => {
    const [author = '', ...others] = three();
    const { _id: id } = await sharedLesson(team, { author });
    for (const userId of [...others, somebody()]) await agree(team, userId, id);
    const [by = ''] = others;
    await take(team, by, id, addDays(today, 3));
    lessons.push({ id, by });
    count('shared');
    count('taken');
  };
  /** Most are done a week later, and every fourth is left alone. */
  const plan = async (today: string): Promise<void> => {
    const by = somebody();
    plans.push({ id: await makePlan(bot, team, { day: addDays(today, 1) }, by), by });
    count('planned');
    const due = plans.at(-5);
    if (!due || plans.length % 4 === 0) return;
    const form = { planId: due.id };
    const filled = doneFilled({
      note: `played for them, number ${plans.length}`,
      rung: 'hugger',
      isWin: true,
    });
    await team.submit(due.by, callbackIds.planDone, form, filled, `VDONE${plans.length}`);
    for (const what of ['done', 'guessed', 'win']) count(what);
    treats.push({ ...due, askedOn: addDays(today, 14) });
  };
  /** Two weeks after a treat every other customer has shown that they moved up. */
  const lookBack = async (today: string): Promise<void> => {
    for (const [index, { id: planId, by, askedOn }] of treats.entries()) {
      if (askedOn !== today) continue;
      const filled =
        index % 2 === 0
          ? { plan_stand: chosen('up'), plan_evidence: { selected_options: [{ value: 'returned' }] } }
          : { plan_stand: chosen('same'), plan_evidence: { selected_options: [] } };
      await team.submit(by, callbackIds.planLater, { planId }, filled, `VLATER${index}`);
      if (index % 2 === 0) count('confirmed');
    }
  };
  const live = async (today: string): Promise<void> => {
    await recover();
    await workOnAll();
    await plan(today);
    await lookBack(today);
    await learn(today);
    const done = lessons.at(-6);
    if (done) {
      await finish(team, done.by, done.id);
      count('changed');
    }
    await team.command(somebody(), 'idea');
    await team.command(somebody(), `kept the promise of ${today} to a customer`);
    count('win');
    for (const userId of ['UY1', somebody()]) await openHome(bot, team, userId);
    await team.action(somebody(), actionIds.recoveryOpen, {});
  };

  /** Holds all that was said this day against Slack's limits, and gives who was told what by itself. */
  const heard = (): { channel: string; key: string }[] => {
    for (const { method, args } of bot.slack.calls) {
      if (/^chat\.(?:postMessage|update)$/.test(method) && args.blocks) {
        expectValidMessage(args as { text: string; blocks: unknown[] });
        checked.messages += 1;
      }
      if (/^views\.(?:open|push|update)$/.test(method)) expectValidModal(args.view);
      if (method === 'views.publish') expectValidHome(args.view);
      if (method.startsWith('views.')) checked.views += 1;
    }
    for (const { message } of bot.slack.answers)
      if (message.blocks) expectValidMessage(message as { text: string; blocks: unknown[] });
    const said = bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel }) => channel.startsWith('UY'))
      .map(({ channel, metadata }) => ({ channel, key: String(metadata?.event_payload?.key) }));
    bot.slack.reset();
    wallIs(bot, 'public');
    return said;
  };

  it('tells everybody one note a day at most, and nothing that Slack would not take', async () => {
    for (let day = firstDay; day < addDays(firstDay, days); day = addDays(day, 1)) {
      for (const time of isWeekend(day) ? ['09:00'] : ['09:00', '15:00']) {
        bot.setNow(instantOf(day, time, zone));
        await tickOver();
        if (time === '15:00') await live(day);
      }
      const said = heard();
      const notes = said.filter(({ key }) => key.startsWith('note:'));
      checked.notes += notes.length;
      for (const { channel } of said) told.add(channel);
      expect(new Set(notes.map(({ channel }) => channel)).size, day).to.equal(notes.length);
      const others = said.filter(({ key }) => !key.startsWith('note:') && !besideTheNote.test(key));
      expect(others, day).to.deep.equal([]);
    }

    expect(dayOf(bot.now(), zone)).to.equal('2027-03-01');
    expect(checked.notes).to.be.above(50);
    expect(told.size).to.be.above(60);
    expect(checked.views).to.be.above(30);
    expect(checked.messages).to.be.above(200);
  });

  it('tells in the digests what a plain count comes to', async () => {
    const weeks = ['2027-W05', '2027-W06', '2027-W07', '2027-W08'];
    for (const week of weeks) {
      const digest = await team.store.digests.find(week);
      const { plans: planned, lessons: learnt, recoveries: made } = digest ?? {};
      const figures = {
        win: digest?.winCount,
        planned: planned?.plannedCount,
        done: planned?.doneCount,
        guessed: planned?.guessedCount,
        confirmed: planned?.confirmedCount,
        shared: learnt?.sharedCount,
        taken: learnt?.takenCount,
        changed: learnt?.changedCount,
        opened: made?.openedCount,
        fixed: made?.fixedCount,
      };
      const none = Object.fromEntries(Object.keys(figures).map((what) => [what, 0]));
      expect(figures, week).to.deep.equal({ ...none, ...counts.get(week) });
    }
    // Every figure is told of at least once, so that none of them agrees because nothing happened.
    const counted = weeks.flatMap((week) => Object.keys(counts.get(week) ?? {}));
    expect(new Set(counted).size).to.equal(10);
  });
});
