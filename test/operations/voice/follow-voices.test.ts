import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { askAbout } from '../../support/voice.ts';

describe('what follows from a customer’s answer', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    bot.slack.reset();
    team = await bot.createWorkspace();
  });
  const lastCard = () => JSON.stringify(bot.slack.callsOf('chat.update').at(-1) ?? {});

  it('is said on the card once they may be read out, and no more when they take that away', async () => {
    const asked = await askAbout(bot, team);

    await asked.answer('made-my-day');
    expect(lastCard()).to.not.include('The customer says');
    await asked.say('You saved the day', true);
    expect(lastCard()).to.include('The customer says: it made my day').and.include('You saved the day');
    await asked.say('', false);
    expect(lastCard()).to.not.include('The customer says').and.not.include('saved');
    expect((await asked.win()).customerHappyAt).to.deep.equal(bot.now());
    await asked.answer('not-really');
    expect((await asked.win()).customerHappyAt).to.equal(undefined);
  });

  it('has nothing in it that links, calls, is markup, or looks like contact data', async () => {
    const asked = await askAbout(bot, team);

    await asked.answer('helped');
    await asked.say('<!channel> *see* <https://evil.example|me>,\nlee@example.com', true);

    const { text, blocks } = bot.slack.callsOf('chat.update').at(-1) as { text: string; blocks: unknown[] };
    expect(text).to.include('&lt;!channel&gt;').and.not.include('<!channel>');
    expect(JSON.stringify([text, blocks]))
      .to.include('•••')
      .and.not.include('lee@example.com');
    expect(JSON.stringify(blocks)).to.not.include('"type":"link"');
  });
});
