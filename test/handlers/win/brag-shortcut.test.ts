import { expect } from 'chai';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { expectWords } from '../../support/home.ts';
import { winsOf } from '../../support/win.ts';

describe('Brag about a customer', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  it('opens the composer, and answers in its place', async () => {
    const opened = await team.shortcut('UJO', 'win.brag');
    const [form] = bot.slack.callsOf('views.open').map(({ view }) => view);
    await team.submit('UJO', 'win.compose', form.private_metadata, { win_text: { value: 'drove it over' } });

    expect(opened.args).to.deep.equal([[]]);
    expectValidModal(form);
    expect((await winsOf(team)).map(({ text }) => text)).to.deep.equal(['drove it over']);
    expectWords(bot.slack.callsOf('views.update')[0]!.view, 'On the wall for');
    expect(bot.slack.answers).to.deep.equal([]);
  });

  it('opens nothing twice when Slack does not say whether it opened', async () => {
    bot.slack.reset();
    bot.slack.answersOnceWith('views.open', { error: 'expired_trigger_id' });
    await team.shortcut('UJO', 'win.brag');

    expect(bot.slack.callsOf('views.open')).to.have.length(1);
  });
});
