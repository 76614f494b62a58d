import { expect } from 'chai';
import { adoptWall } from '../../../src/operations/wall/adopt-wall.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nextNotes } from '../../support/note.ts';

describe('hearing what happens to channels', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  afterEach(() => bot.slack.reset());

  const joined = (channel: string, user = 'UBOT', inviter?: string) =>
    team.event({
      type: 'member_joined_channel',
      user,
      channel,
      event_ts: '1.0',
      ...(inviter && { inviter }),
    });
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

    const asked = () => bot.slack.callsOf('chat.postEphemeral').map(({ user }) => user);

    it('names whoever invited it, also when it found the channel before it heard of that', async () => {
      team = await bot.createWorkspace({ hasWall: false });
      await adoptWall(team.deps, 'CNEW', bot.now());
      await team.deps.outbox.deliverDue();

      await Promise.all(Array.from({ length: 20 }, () => joined('CNEW', 'UBOT', 'UJO')));

      expect((await workspace()).managerIds).to.deep.equal(['UJO']);
      expect(asked()).to.deep.equal(['UJO']);
      expect(textsTo('CNEW')).to.have.length(1);
    });

    it('names nobody who invites it again to a wall that there has been for long', async () => {
      team = await bot.createWorkspace({ hasWall: false });
      await adoptWall(team.deps, 'CNEW', bot.now());
      await team.deps.outbox.deliverDue();
      const now = bot.now();
      bot.setNow(new Date(now.getTime() + 11 * 60_000));

      await joined('CNEW', 'UBOT', 'UJO');
      bot.setNow(now);

      expect((await workspace()).managerIds).to.equal(undefined);
      expect(asked()).to.deep.equal([]);
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
    ['channel_deleted', {}, 'channel_deleted', 'it was deleted'],
    ['group_deleted', {}, 'channel_deleted', 'it was deleted'],
    ['channel_left', {}, 'not_in_channel', 'I was removed from it'],
    ['group_left', {}, 'not_in_channel', 'I was removed from it'],
    ['member_left_channel', { user: 'UBOT' }, 'not_in_channel', 'I was removed from it'],
  ];
  for (const [type, fields, why, words] of losses)
    context(`when it hears ${type}`, () => {
      it('gives the wall up, and tells a manager once', async () => {
        team = await bot.createWorkspace();
        const lost = { type, channel: bot.wallChannelId, event_ts: '1.0', ...fields };

        await team.event(lost);
        await team.event(lost);
        await nextNotes(bot, team);

        const { wallChannelId, lostWall } = await workspace();
        expect(wallChannelId).to.equal(undefined);
        expect(lostWall).to.include({ channelId: bot.wallChannelId, why });
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
    await nextNotes(bot, team);

    expect(textsTo('UANN')).to.have.length(1);
  });

  it('keeps wins waiting without a wall, and posts each once to the next one', async () => {
    team = await bot.createWorkspace();
    await team.event({ type: 'channel_archive', channel: bot.wallChannelId, event_ts: '1.0' });
    await team.command('UJO', 'the first to wait');
    await team.command('USAM', 'the second to wait');
    expect(textsTo(bot.wallChannelId)).to.deep.equal([]);

    await joined('CNEXT', 'UBOT', 'UANN');

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

  context('when the bot is invited elsewhere while the wall is lost', () => {
    beforeEach(async () => {
      team = await bot.createWorkspace();
      await team.event({ type: 'group_archive', channel: bot.wallChannelId, event_ts: '1.0' });
      await team.command('UJO', 'for few eyes');
      bot.slack.calls.length = 0;
    });
    /** The questions that have come in the next morning's note. */
    const asked = async () => {
      await nextNotes(bot, team);
      return textsTo('UANN').filter((text) => text.includes('Shall <#CNEW> be the wall'));
    };
    const everything = () => JSON.stringify(posted());
    const aMinuteLater = async () => {
      bot.setNow(new Date(bot.now().getTime() + 60_000));
      await team.deps.outbox.deliverDue();
    };

    const inviters: [who: string, inviter: string | undefined, isAnswered: boolean][] = [
      ['a colleague', 'USAM', true],
      ['the author of what waits', 'UJO', true],
      ['somebody whom Slack does not name', undefined, false],
      ['the bot itself, which joined', 'UBOT', false],
      ['somebody whom Slack does not know', 'UNOBODY', true],
    ];
    for (const [who, inviter, isAnswered] of inviters)
      it(`makes it no wall for ${who}, and asks an admin once`, async () => {
        await joined('CNEW', 'UBOT', inviter);
        await joined('CNEW', 'UBOT', inviter);
        await aMinuteLater();
        await nextNotes(bot, team);

        expect(await wall()).to.equal(undefined);
        expect(everything()).not.to.contain('for few eyes');
        expect(posted().map(({ channel }) => channel)).to.deep.equal(['UANN']);
        expect(textsTo('UANN')[0]).to.contain('Shall <#CNEW> be the wall');
        const answers = bot.slack.callsOf('chat.postEphemeral');
        expect(answers.map(({ channel, user }) => [channel, user])).to.deep.equal(
          isAnswered
            ? [
                ['CNEW', inviter],
                ['CNEW', inviter],
              ]
            : [],
        );
        if (isAnswered) expect(answers[0]!.text).to.contain('I ask <@UANN> whether <#CNEW>');
      });

    it('makes it the wall for an admin, and asks nobody', async () => {
      await joined('CNEW', 'UBOT', 'UANN');

      expect(await wall()).to.equal('CNEW');
      expect(textsTo('CNEW').filter((text) => text.includes('for few eyes'))).to.have.length(1);
      await nextNotes(bot, team);
      expect(textsTo('UANN')).to.deep.equal([]);
    });

    it('asks when Slack cannot say who invites', async () => {
      await bot.slack.withoutPeople(() => joined('CNEW', 'UBOT', 'UNEW'));

      expect(await wall()).to.equal(undefined);
      expect(await asked()).to.have.length(1);
    });

    it('is the wall again for whoever invites the bot to the lost one', async () => {
      bot.slack.answersWith('conversations.info', { channel: { is_member: true } });

      await joined(bot.wallChannelId, 'UBOT', 'USAM');

      expect(textsTo(bot.wallChannelId).filter((text) => text.includes('for few eyes'))).to.have.length(1);
      expect(textsTo('UANN')).to.deep.equal([]);
    });

    it('asks again at another invitation when there was nobody to ask', async () => {
      bot.slack.answersWith('users.list', { members: [] });
      await joined('CNEW', 'UBOT', 'USAM');
      bot.slack.answersAsUsual('users.list');

      await joined('CNEW', 'UBOT', 'USAM');

      expect(await asked()).to.have.length(1);
    });

    it('asks nobody when the wall is there again before the question is sent', async () => {
      await joined('CNEW', 'UBOT');
      await team.store.workspace.restoreWall(bot.wallChannelId);

      await aMinuteLater();

      expect(await asked()).to.deep.equal([]);
    });

    it('answers nobody, and asks all the same, when Slack takes no answer', async () => {
      bot.slack.answersWith('chat.postEphemeral', { error: 'user_not_in_channel' });

      await joined('CNEW', 'UBOT', 'USAM');

      expect(await asked()).to.have.length(1);
    });

    const appoint = (userId: string, action: object, blocks: object[] = []) =>
      team.action(userId, 'wall.appoint', action, {
        container: { type: 'message', channel_id: 'DANN', is_ephemeral: false },
        message: { ts: '1.0', blocks },
      });
    const question = async () => {
      await joined('CNEW', 'UBOT', 'USAM');
      await nextNotes(bot, team);
      const { blocks } = posted().at(-1)! as { blocks: object[] };
      bot.slack.answers.length = 0;
      return blocks;
    };

    it('makes it the wall when a manager says so, and says so in its place in the note', async () => {
      const blocks = await question();
      expect(JSON.stringify(blocks)).to.contain('"action_id":"wall.appoint"').and.contain('"value":"CNEW"');

      await appoint('UANN', { value: 'CNEW' }, blocks);

      expect(await wall()).to.equal('CNEW');
      expect(textsTo('CNEW').filter((text) => text.includes('for few eyes'))).to.have.length(1);
      expect(bot.slack.answers[0]!.message).to.include({ replace_original: false });
      const shown = bot.slack.callsOf('chat.update').at(-1)!;
      expect(shown.text).to.contain(`<#CNEW> is the brag wall now, in place of <#${bot.wallChannelId}>`);
      expect(JSON.stringify(shown.blocks)).to.contain('note.change').and.not.contain('wall.appoint');
    });

    it('leaves the other parts of a note alone when somebody else was faster', async () => {
      const blocks = await question();
      await team.store.workspace.setWallIfNone('CFAST');

      await appoint('UANN', { value: 'CNEW' }, blocks);

      expect(bot.slack.answers[0]!.message).to.include({ replace_original: false });
      expect(bot.slack.answers[0]!.message.text).to.contain('There is a wall already: <#CFAST>');
    });

    it('says so in place of the question that an earlier version asked', async () => {
      const blocks = (await question()).filter((block) => !JSON.stringify(block).includes('note.change'));

      await appoint('UANN', { value: 'CNEW' }, blocks);

      expect(bot.slack.answers[0]!.message).to.include({ replace_original: true });
    });

    it('takes a private channel that the bot is in and cannot join', async () => {
      bot.slack.answersWith('conversations.join', { error: 'method_not_supported_for_channel_type' });
      bot.slack.answersWith('conversations.info', { channel: { is_member: true } });

      await appoint('UANN', { value: 'CPRIVATE' });

      expect(await wall()).to.equal('CPRIVATE');
    });

    for (const actionId of ['wall.choose', 'wall.appoint'])
      it(`takes no ${actionId} from a colleague, who is told that an admin is asked`, async () => {
        bot.slack.answers.length = 0;

        await team.action('USAM', actionId, { type: 'channels_select', selected_channel: 'CNEW' });

        expect(await wall()).to.equal(undefined);
        expect(bot.slack.callsOf('conversations.join')).to.deep.equal([]);
        expect(bot.slack.answers[0]!.message.text).to.contain('I ask <@UANN> whether <#CNEW>');
        expect(await asked()).to.have.length(1);
      });
  });
});
