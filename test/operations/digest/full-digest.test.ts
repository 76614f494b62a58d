import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { mostChangesTold } from '../../../src/domain/lesson-week.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { openTestBot, type TestBot } from '../../support/bot.ts';
import { fullDigest } from '../../support/full-digest.ts';
import { type Filling, filledAt, longLesson } from '../../support/full-note.ts';
import { wallIs } from '../../support/home-wall.ts';

const week = '2026-W40';

describe('a week with everything in it at once', function () {
  this.timeout(30_000);
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());

  for (const unit of ['&', 'word ', '🎉'])
    it(`is told whole on the wall, and to managers who ask: ${unit}`, async () => {
      bot.setNow(filledAt);
      bot.slack.reset();
      wallIs(bot, 'public');
      const team = await bot.createWorkspace();
      const text = (units: number) => unit.repeat(Math.floor(units / unit.length));
      const filling: Filling = { bot, team, readerId: 'UANN', otherId: 'UJO', text };
      const wall = { channelId: 'CWALL', ts: '1790000000.000100' };
      const changed = { text: text(300), byId: 'UJO', at: filledAt, dueDay: '2026-10-08', days: 3 };
      const told = { wall, sharedAt: filledAt, timesShared: 1 };
      const toldId = await longLesson(filling, 'UJO', { ...told, state: 'open' });
      const changedIds: string[] = [];
      for (let index = 0; index < mostChangesTold; index += 1)
        changedIds.push(await longLesson(filling, 'UJO', { ...told, state: 'changed', changed }));
      const full = fullDigest(text);
      const digest = { ...full, week, lessons: { ...full.lessons!, toldId, changedIds } };
      await team.store.digests.store(digest, 'Europe/London', filledAt);

      const key = deliveryKey.digest(team.teamId, week);
      await team.store.deliveries.plan({ key, kind: 'digest', week }, filledAt);
      await team.deps.outbox.deliver(key);
      await team.command('UANN', `digest ${week}`);
      await team.action('UANN', 'digest.managers', { value: week });

      const onWall = bot.slack
        .callsOf('chat.postMessage')
        .filter(({ metadata }) => metadata?.event_payload?.key === key);
      const answers = bot.slack.answers.map(({ message }) => message);
      expect([onWall.length, answers.length]).to.deep.equal([1, 2]);
      for (const each of [...onWall, ...answers])
        expectValidMessage(each as { text: string; blocks: unknown[] });
      for (const each of [...onWall, answers[0]]) {
        const words = JSON.stringify(each?.blocks);
        for (const part of [
          'Exceptional',
          'One story in full',
          'How customers left',
          'Principles shown',
          'Helped',
          'for the first time',
          'took part',
          'Little extras',
          'Made right for 97 customers',
          'Silver linings',
          'What we changed:',
          'Treats for customers',
          'shows this again',
        ])
          expect(words).to.contain(part);
      }
      const managers = JSON.stringify(answers[1]?.blocks);
      for (const part of [
        'Exceptional',
        'Who took part',
        'No recognition',
        'No win in the last',
        'Done by day',
      ])
        expect(managers).to.contain(part);
      for (const part of ['Making it right', 'shared with managers', 'shows what everybody sees'])
        expect(managers).to.contain(part);
    });
});
