import { expect } from 'chai';
import { apology, formInDoubt } from '../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { silence } from '../support/delivery.ts';
import { rawAnswer } from '../support/fake-slack.ts';
import { postToWall } from '../support/nomination.ts';

describe('opening a form', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(() => bot.slack.reset());

  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const garbled = rawAnswer('<html>');

  it('says nothing when the answer was lost and the second attempt shows that the form is open', async () => {
    bot.slack.answersOnceWith('views.open', garbled);
    bot.slack.answersOnceWith('views.open', { error: 'exchanged_trigger_id' });

    await team.command('UJO', '');

    expect(bot.slack.callsOf('views.open')).to.have.length(2);
    expect(answers()).to.deep.equal([]);
  });

  const doubts: [what: string, said: Parameters<TestBot['slack']['answersWith']>[1]][] = [
    ['answers what cannot be read', garbled],
    ['does not answer', silence],
    ['answers with a page of a proxy', rawAnswer('<html>', { status: 502 })],
    ['is asked too late', { error: 'expired_trigger_id' }],
  ];
  for (const [what, said] of doubts)
    it(`tells of the doubt, wherever the form is asked for, when Slack ${what}`, async () => {
      const win = await postToWall(team);
      bot.slack.reset();
      bot.slack.answersWith('views.open', said);

      await team.command('UJO', '');
      await team.command('UANN', 'challenge start');
      await team.action('UJO', 'win.edit', { value: win._id });

      expect(answers()).to.deep.equal(Array(3).fill(formInDoubt.text));
    }).timeout(20_000);

  it('apologizes when Slack refuses the form', async () => {
    bot.slack.answersWith('views.open', { error: 'invalid_arguments' });

    await team.command('UJO', '');

    expect(answers()).to.deep.equal([apology.message]);
  });
});
