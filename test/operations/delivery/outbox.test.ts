import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('delivering what is due', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  it('sends once what became due while it was at it, before it answers those who asked meanwhile', async () => {
    const { outbox } = team.deps;
    const database = silentDatabase(bot.models.deliveries.model, 'findOne');
    const delivering = outbox.deliverDue();
    await waitFor('nothing to be found', () => database.count() === 1);
    const late = { key: 'late', kind: 'wall-welcome', channelId: bot.wallChannelId } as const;
    await team.store.deliveries.plan(late, bot.now());

    const asking = Array.from({ length: 20 }, () => outbox.deliverDue());
    database.answer();
    await Promise.all([delivering, ...asking]);

    expect(bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel)).to.deep.equal([
      bot.wallChannelId,
    ]);
  });
});
