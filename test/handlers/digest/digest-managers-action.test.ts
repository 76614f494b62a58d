import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { apology } from '../../../src/views/apology.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe("pressing Managers' edition", () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        ...demoUsers,
        { id: 'UGONE', name: 'gone', is_admin: true, deleted: true },
        { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
        { id: 'UROBO', name: 'robo', is_admin: true, is_bot: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00Z'));
    team = await bot.createWorkspace();
    await closeDueWeeks(team.deps, bot.now());
    await team.command('UJO', 'walked the dog');
  });

  const press = async (userId: string, week = '2026-W41') => {
    const ack = await team.action(userId, actionIds.digestManagers, { value: week });
    return { ack, answer: bot.slack.answers.at(-1)!.message };
  };

  it('shows an admin alone who took part, and what nobody nominated', async () => {
    const { ack, answer } = await press('UANN');

    expect(ack.callCount).to.equal(1);
    expect(answer).to.include({ response_type: 'ephemeral', replace_original: false });
    expect(answer.text)
      .to.contain('For managers, so far')
      .and.to.contain('1 of the 4 people')
      .and.to.contain('jo: walked the dog');
  });

  const others: [string, string][] = [
    ['anybody else', 'UJO'],
    ['an admin who has left', 'UGONE'],
    ['an admin of another organisation', 'UFAR'],
    ['a bot', 'UROBO'],
    ['somebody whom Slack does not know', 'UNOBODY'],
  ];
  for (const [who, userId] of others)
    it(`tells ${who} that it is for admins, and nothing else`, async () => {
      const { answer } = await press(userId);

      expect(answer.text).to.contain('for managers').and.not.to.contain('walked the dog');
    });

  it('refuses an admin who no longer is one', async () => {
    await press('UANN');
    await team.changePerson({ id: 'UANN', name: 'ann', is_admin: false });

    const { answer } = await press('UANN');

    expect(answer.text).to.contain('for managers');
  });

  it('apologises while Slack cannot say who is an admin, and says no to nobody', async () => {
    const other = await bot.createWorkspace();
    bot.slack.answersWith('users.info', { error: 'internal_error' });

    await other.action('UANN', actionIds.digestManagers, { value: '2026-W41' });

    expect(bot.slack.answers.at(-1)?.message.text).to.equal(apology.message);
  });

  it('shows a closed week as it was', async () => {
    bot.setNow(new Date('2026-10-12T12:00Z'));
    await closeDueWeeks(team.deps, bot.now());
    await bot.models.wins.model.deleteMany({ teamId: team.teamId });

    const { answer } = await press('UANN');

    expect(answer.text).to.contain('jo: walked the dog').and.not.to.contain('so far');
  });

  it('says that there is no digest of a week from before the bot came', async () => {
    const { answer } = await press('UANN', '2026-W39');

    expect(answer.text).to.contain('There is no digest of 2026-W39');
  });

  it('shows the week without the team when the wall is closed to the bot', async () => {
    bot.slack.answersWith('conversations.members', { error: 'channel_not_found' });

    const { answer } = await press('UANN');

    expect(answer.text).to.contain('For managers').and.not.to.contain('of the 4 people');
  });

  it('apologises while the team cannot be listed', async () => {
    bot.slack.answersWith('conversations.members', { retryAfter: '30' });

    const { answer } = await press('UANN');

    expect(answer.text).to.equal(apology.message);
  });
});
