import { expect } from 'chai';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { apology } from '../../../src/views/apology.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inWall } from '../../support/channel.ts';
import { digest, digestStory } from '../../support/digest.ts';

describe('/brag digest', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        ...demoUsers,
        { id: 'UGONE', name: 'gone', is_admin: true, deleted: true },
        { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
        { id: 'UGUEST', name: 'guest', is_restricted: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00Z'));
    team = await bot.createWorkspace();
  });

  const ask = async (typed = '', userId = 'UJO') => {
    const ack = await team.command(userId, `digest ${typed}`.trim());
    return { ack, answer: bot.slack.answers.at(-1)!.message };
  };
  const offersManagersPart = (answer: object): boolean =>
    JSON.stringify(answer).includes(actionIds.digestManagers);

  it('is acknowledged, and answered to the person alone', async () => {
    const { ack, answer } = await ask();

    expect(ack.callCount).to.equal(1);
    expect(answer).to.include({ response_type: 'ephemeral', replace_original: false });
    expect(answer.text).to.contain('This week so far').and.to.contain('Nothing on the wall yet');
  });

  const people: [string, string, boolean][] = [
    ['an admin', 'UANN', true],
    ['anybody else', 'UJO', false],
    ['an admin who has left', 'UGONE', false],
    ['an admin of another organisation', 'UFAR', false],
    ['somebody whom Slack does not know', 'UNOBODY', false],
  ];
  for (const [who, userId, offered] of people)
    it(`${offered ? 'offers' : 'never offers'} the managers' edition to ${who}`, async () => {
      const { answer } = await ask('', userId);

      expect(offersManagersPart(answer)).to.equal(offered);
    });

  for (const typed of ['', 'last'])
    it(`apologises while Slack cannot say who is an admin (digest ${typed})`, async () => {
      await team.store.digests.store(digest({ week: '2026-W40' }), 'Europe/London', bot.now());
      bot.slack.answersWith('users.info', { error: 'internal_error' });

      const { answer } = await ask(typed, 'UANN');

      expect(answer.text).to.equal(apology.message);
    });

  context('when somebody may not see the wall', () => {
    const full = {
      week: '2026-W40' as const,
      winCount: 4,
      heroIds: ['UJO'],
      nominationCount: 5,
      exceptionalCount: 1,
      exceptional: [digestStory('W1', { text: 'fed her cat' })],
      story: digestStory('W1', { text: 'fed her cat' }),
      firstTimerCount: 1,
      firstTimers: [{ userId: 'UJO', name: 'Firsty' }],
    };

    const closed: [who: string, userId: string, wall: object, members: object][] = [
      ['somebody who is not in a private wall', 'UJO', { is_private: true }, { members: ['USAM'] }],
      ['an admin who is not in a private wall', 'UANN', { is_private: true }, { members: ['USAM'] }],
      ['a guest who is not in a public wall', 'UGUEST', {}, { members: ['USAM'] }],
      [
        'anybody while Slack cannot say who is in it',
        'UJO',
        { is_private: true },
        { error: 'internal_error' },
      ],
    ];
    for (const [who, userId, wall, members] of closed)
      it(`gives numbers alone to ${who}`, async () => {
        await team.store.digests.store(digest(full), 'Europe/London', bot.now());
        inWall(bot, wall, members);

        const { answer } = await ask('last', userId);

        expect(answer.text).to.contain('4 wins by 1 person').and.to.contain('numbers only');
        expect(JSON.stringify(answer)).not.to.match(/fed her cat|Firsty|archives/);
      });

    const open: [who: string, userId: string, wall: object][] = [
      ['a member of a private wall', 'UJO', { is_private: true }],
      ['a guest who is in a public wall', 'UGUEST', {}],
      ['a full member, of a public wall that they are not in', 'UKAI', {}],
    ];
    for (const [who, userId, wall] of open)
      it(`gives the stories to ${who}`, async () => {
        await team.store.digests.store(digest(full), 'Europe/London', bot.now());
        const place = { channelId: bot.wallChannelId, ts: '1.0' };
        await bot.models.digests.model.updateMany({ teamId: team.teamId }, { 'story.place': place });
        inWall(bot, wall, { members: ['UJO', 'UGUEST'] });

        const { answer } = await ask('last', userId);

        expect(answer.text).to.contain('fed her cat').and.not.to.contain('numbers only');
      });

    it('gives numbers alone of a week whose stories were told on an earlier, private wall', async () => {
      await team.store.digests.store(digest(full), 'Europe/London', bot.now());
      bot.slack.answersWith('conversations.info', ({ channel }) => ({
        channel: { is_channel: true, is_private: channel !== bot.wallChannelId },
      }));
      bot.slack.answersWith('conversations.members', { error: 'channel_not_found' });

      const { answer } = await ask('last');

      expect(answer.text).to.contain('numbers only').and.not.to.contain('fed her cat');
    });
  });

  it('says the same with plainer blocks when Slack refuses the chart', async () => {
    await team.command('UJO', 'found the keys');
    bot.slack.refusesAnswers(1);

    const { answer } = await ask();

    expect(answer.text).to.contain('1 win by 1 person');
    const types = (answer.blocks as { type: string }[]).map(({ type }) => type);
    expect(types).to.include('header').and.not.to.include('data_visualization');
  });

  it('apologises when Slack takes no blocks at all', async () => {
    bot.slack.refusesAnswers(2);

    const { answer } = await ask();

    expect(answer.text).to.equal(apology.message);
  });

  it('shows a closed week as it was', async () => {
    await closeDueWeeks(team.deps, bot.now());
    await team.command('UJO', 'found the keys');
    bot.setNow(new Date('2026-10-12T12:00Z'));
    await closeDueWeeks(team.deps, bot.now());
    await bot.models.wins.model.deleteMany({ teamId: team.teamId });

    const { answer } = await ask('last');

    expect(answer.text).to.contain('The week on the wall').and.to.contain('1 win by 1 person');
  });
});
