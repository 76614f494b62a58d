import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('hearing what happens to channels', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  afterEach(() => bot.slack.reset());

  const joined = (channel: string, user = 'UBOT') =>
    team.event({ type: 'member_joined_channel', user, channel, event_ts: '1.0' });
  const workspace = () => team.store.workspace.read();
  const wall = async () => (await workspace()).wallChannelId;
  const posted = () => bot.slack.callsOf('chat.postMessage');
  const textsTo = (to: string): string[] =>
    posted()
      .filter(({ channel }) => channel === to)
      .map(({ text }) => text);

  context('when the bot is invited', () => {
    it('makes the first channel the wall, greets it once, and posts what waited', async () => {
      team = await bot.createWorkspace({ hasWall: false });
      await team.command('UJO', 'the very first');

      await joined('CNEW');
      await joined('CNEW');
      await joined('COTHER');

      expect(await wall()).to.equal('CNEW');
      expect(textsTo('CNEW').filter((text) => text.includes('brag wall now'))).to.have.length(1);
      expect(textsTo('CNEW').filter((text) => text.includes('the very first'))).to.have.length(1);
      expect(posted()).to.have.length(2);
    });

    it('makes one of twenty channels at once the wall', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      await Promise.all(Array.from({ length: 20 }, (_, index) => joined(`C${index}`)));

      expect(posted().map(({ channel }) => channel)).to.deep.equal([await wall()]);
    });

    it('makes nothing the wall when somebody else joins', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      await joined('CNEW', 'UJO');

      expect(await wall()).to.equal(undefined);
      expect(posted()).to.deep.equal([]);
    });
  });

  const losses: [type: string, fields: object, why: string, words: string][] = [
    ['channel_archive', {}, 'is_archived', 'it was archived'],
    ['group_archive', {}, 'is_archived', 'it was archived'],
    ['channel_deleted', {}, 'channel_not_found', 'it was deleted'],
    ['group_deleted', {}, 'channel_not_found', 'it was deleted'],
    ['channel_left', {}, 'not_in_channel', 'I was removed from it'],
    ['group_left', {}, 'not_in_channel', 'I was removed from it'],
    ['member_left_channel', { user: 'UBOT' }, 'not_in_channel', 'I was removed from it'],
  ];
  for (const [type, fields, why, words] of losses)
    context(`when it hears ${type}`, () => {
      it('gives the wall up, and tells one admin once', async () => {
        team = await bot.createWorkspace();
        const lost = { type, channel: bot.wallChannelId, event_ts: '1.0', ...fields };

        await team.event(lost);
        await team.event(lost);

        expect(await workspace()).to.deep.include({
          wallChannelId: undefined,
          lostWall: { channelId: bot.wallChannelId, why },
        });
        expect(textsTo('UANN')).to.have.length(1);
        expect(textsTo('UANN')[0]).to.contain(words);
        expect(posted()).to.have.length(1);
      });

      it('keeps the wall when it was another channel', async () => {
        team = await bot.createWorkspace();

        await team.event({ type, channel: 'COTHER', event_ts: '1.0', ...fields });

        expect(await wall()).to.equal(bot.wallChannelId);
        expect(posted()).to.deep.equal([]);
      });
    });

  it('keeps the wall when somebody else leaves it', async () => {
    team = await bot.createWorkspace();

    await team.event({
      type: 'member_left_channel',
      user: 'UJO',
      channel: bot.wallChannelId,
      event_ts: '1.0',
    });

    expect(await wall()).to.equal(bot.wallChannelId);
  });

  it('tells one admin once when Slack tells of one loss in several ways at once', async () => {
    team = await bot.createWorkspace();

    await Promise.all(
      losses.map(([type, fields]) =>
        team.event({ type, channel: bot.wallChannelId, event_ts: '1.0', ...fields }),
      ),
    );

    expect(textsTo('UANN')).to.have.length(1);
  });

  it('keeps wins waiting without a wall, and posts each once to the next one', async () => {
    team = await bot.createWorkspace();
    await team.event({ type: 'channel_archive', channel: bot.wallChannelId, event_ts: '1.0' });
    await team.command('UJO', 'the first to wait');
    await team.command('USAM', 'the second to wait');
    expect(textsTo(bot.wallChannelId)).to.deep.equal([]);

    await joined('CNEXT');

    const wins = textsTo('CNEXT').filter((text) => text.includes('to wait'));
    expect(wins).to.have.length(2);
    expect((await workspace()).lostWall).to.equal(undefined);
  });

  for (const type of ['channel_unarchive', 'group_unarchive'])
    context(`when it hears ${type}`, () => {
      const lose = async () => {
        team = await bot.createWorkspace();
        await team.event({ type: 'channel_archive', channel: bot.wallChannelId, event_ts: '1.0' });
        await team.command('UJO', 'back from the archive');
      };
      const unarchived = (channel: string) => team.event({ type, channel, event_ts: '1.0' });

      it('restores the lost wall that the bot is still in, and posts what waited', async () => {
        await lose();
        bot.slack.answersWith('conversations.info', { channel: { is_member: true } });

        await unarchived(bot.wallChannelId);

        expect(await wall()).to.equal(bot.wallChannelId);
        expect(
          textsTo(bot.wallChannelId).filter((text) => text.includes('back from the archive')),
        ).to.have.length(1);
      });

      const others: [what: string, channel: object, channelId?: string][] = [
        ['was removed from it', { is_member: false }],
        ['hears of it late, and it is archived again', { is_member: true, is_archived: true }],
        ['hears of another channel', { is_member: true }, 'COTHER'],
      ];
      for (const [what, channel, channelId] of others)
        it(`restores nothing when the bot ${what}`, async () => {
          await lose();
          bot.slack.answersWith('conversations.info', { channel });

          await unarchived(channelId ?? bot.wallChannelId);

          expect(await wall()).to.equal(undefined);
          expect(
            posted()
              .map(({ text }) => text)
              .join(),
          ).not.to.contain('back from the archive');
        });
    });
});
