import { expect } from 'chai';
import { expectValidHome } from '../../support/block-kit.ts';
import { openTestBot, type TestBot } from '../../support/bot.ts';
import { buttonsIn, challengeUsers, planRun, takeIn } from '../../support/challenge-team.ts';
import {
  type Filling,
  filledAt,
  fillNote,
  longLesson,
  longPlan,
  longRecovery,
  longWin,
} from '../../support/full-note.ts';
import { openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { crowd } from '../../support/nomination.ts';

const friday = new Date('2026-10-09T12:00:00Z');
const done = { at: filledAt, byId: 'UANN' };

describe('Home with everything on it at once', function () {
  this.timeout(60_000);
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot({ users: [...challengeUsers, ...crowd] });
  });
  after(() => bot.close());

  for (const unit of ['&', 'word '])
    it(`shows all of it within Slack's limits: ${unit}`, async () => {
      bot.setNow(filledAt);
      bot.slack.reset();
      wallIs(bot, 'public');
      const team = await bot.createWorkspace();
      const text = (units: number) => unit.repeat(Math.ceil(units / unit.length)).slice(0, units);
      const filling: Filling = { bot, team, readerId: 'UANN', otherId: 'UJO', text };
      const goal = { 'settings.monthGoal': 900, 'settings.managerIds': ['UANN', 'UJO', 'UKAI', 'USAM'] };
      await bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: goal });
      const run = await planRun(team, { startDay: '2026-10-05' });
      bot.setNow(new Date('2026-10-04T12:00:00Z'));
      await takeIn(team, run._id, 'UANN');
      bot.setNow(filledAt);
      await fillNote(filling, ['report', 'praise'], 5);
      await team.store.preferences.store(
        'UANN',
        { isSilent: false, off: new Set(['praise']), snooze: undefined },
        filledAt,
      );
      await fillNote(filling, ['private-word'], 5);
      for (let times = 0; times < 6; times += 1) {
        await longRecovery(filling, 'UANN');
        await longRecovery(filling, 'UANN', {
          state: 'right',
          steps: { call: done, fixed: done },
          fixedAt: new Date('2026-09-20T12:00:00Z'),
          askedAt: filledAt,
        });
        await longPlan(filling);
        await longPlan(filling, {
          state: 'done',
          doneAt: filledAt,
          laterDueAt: filledAt,
          laterUntilAt: new Date('2026-11-07T12:00:00Z'),
        });
        await longLesson(filling, 'UJO', { state: 'taken', takenById: 'UANN', dueDay: '2026-10-08' });
        await longLesson(filling, 'UANN');
        await longWin(filling, { author: 'UANN', hero: `UC${times + 1}` });
      }
      bot.setNow(friday);

      const home = await openHome(bot, team, 'UANN');

      expectValidHome(home);
      const inTurn = [
        '*You in October:*',
        'Waiting for you',
        '*To make right*',
        'And 3 more: `/brag recover` shows them.',
        'asked you to look at a win',
        'More wins were reported',
        'Are we all right again',
        'There are more to ask about',
        'Day 5 of 5',
        'you can still catch up',
        'Your plan for',
        'All my plans',
        'Where are they now?',
        'You took this on',
        'You took on more than these',
        'that you have not shared yet',
        'more things wait for you: they come up here',
        'The team',
        'Goal for October',
        'The latest exceptional win',
        'My last wins',
        'What I get',
        'The managers of this team',
      ];
      const words = wordsOf(home);
      const places = inTurn.map((each) => words.indexOf(each));
      expect(inTurn.filter((_, index) => places[index] === -1)).to.deep.equal([]);
      expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
      // Whatever is shown of something is all of it: each has its buttons.
      const count = (id: string): number => buttonsIn(home).filter((each) => each === id).length;
      const told = words.split('*jo wrote this to you alone:*').length - 1;
      const left = Number(/(\d+) more things wait/.exec(words)?.[1]);
      expect(told + left).to.equal(3);
      expect([count('private_word.thank'), count('nomination.who')]).to.deep.equal([told, 5]);
    });
});
