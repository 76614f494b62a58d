import { expect } from 'chai';
import { addDays, dayOf, instantOf, isWeekend } from '../../src/domain/calendar.ts';
import { recoverySteps } from '../../src/domain/recovery.ts';
import { createJobs } from '../../src/schedules/index.ts';
import { actionIds } from '../../src/views/ids.ts';
import { expectValidHome, expectValidMessage, expectValidModal } from '../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { openHome } from '../support/home.ts';
import { wallIs } from '../support/home-wall.ts';
import { agree, finish, sharedLesson, take } from '../support/lesson.ts';
import { nameManagers } from '../support/manager.ts';
import { openedRecovery, tick } from '../support/recovery.ts';
import { yearUsers, zone } from '../support/year.ts';

const firstDay = '2027-02-01';
const days = 28;

/** All but what compares counts with Slack's, which tells nobody anything. */
const jobs = Object.entries(createJobs()).filter(
  ([name]) => !['reconcile', 'board', 'missed-nomination'].includes(name),
);

/** What goes to one person without being asked for outside the note: the card of a recovery, to those who work on it. */
const besideTheNote = /^recovery/;

describe('a month of a team of two hundred that uses all systems', function () {
  this.timeout(240_000);
  let bot: TestBot;
  let team: TestTeam;
  let turn = 0;
  const checked = { messages: 0, views: 0, notes: 0 };
  before(async () => {
    bot = await openTestBot({ users: yearUsers });
    bot.setNow(instantOf(firstDay, '00:30', zone));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await nameManagers(team, 'UY1', 'UY2', 'UY3');
  });
  after(() => bot.close());

  /** One after the other, so that everybody has something in the end. */
  const somebody = (): string => {
    turn = (turn * 7 + 13) % 200;
    return `UY${1 + turn}`;
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
  };
  /** A step every few days; every seventh is left alone, and becomes overdue. */
  const workOnAll = async (): Promise<void> => {
    for (const [index, each] of recoveries.entries()) {
      const step = recoverySteps[each.step];
      if (!step || index % 7 === 6 || index % 3 !== recoveries.length % 3) continue;
      await tick(team, each.owner, each.id, step);
      each.step += 1;
    }
  };
  const learn = async (today: string): Promise<void> => {
    const [author = '', ...others] = three();
    const { _id: id } = await sharedLesson(team, { author });
    for (const userId of [...others, somebody()]) await agree(team, userId, id);
    const [by = ''] = others;
    await take(team, by, id, addDays(today, 3));
    lessons.push({ id, by });
  };
  const live = async (today: string): Promise<void> => {
    for (let count = 0; count < 2; count += 1) await recover();
    await workOnAll();
    await learn(today);
    const done = lessons.at(-6);
    if (done) await finish(team, done.by, done.id);
    for (let count = 0; count < 2; count += 1) {
      await team.command(somebody(), 'idea');
      await team.command(somebody(), `kept promise number ${today} ${count} to a customer`);
    }
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
      for (const time of isWeekend(day) ? ['09:00'] : ['09:00', '10:00', '15:00']) {
        bot.setNow(instantOf(day, time, zone));
        await tickOver();
        if (time === '10:00') await live(day);
      }
      const said = heard();
      const notes = said.filter(({ key }) => key.startsWith('note:'));
      checked.notes += notes.length;
      expect(new Set(notes.map(({ channel }) => channel)).size, day).to.equal(notes.length);
      const others = said.filter(({ key }) => !key.startsWith('note:') && !besideTheNote.test(key));
      expect(others, day).to.deep.equal([]);
    }

    expect(dayOf(bot.now(), zone)).to.equal('2027-02-28');
    expect(checked.notes).to.be.above(50);
    expect(checked.views).to.be.above(30);
    expect(checked.messages).to.be.above(200);
  });
});
