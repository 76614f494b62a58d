import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { lookAtLostWall } from '../../../src/operations/wall/lost-wall.ts';
import { hearOfPost, loseWall } from '../../../src/operations/wall/wall.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nextNotes } from '../../support/note.ts';

describe('a wall that is lost', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    bot.slack.answersWith('conversations.info', { channel: { is_member: true } });
  });
  afterEach(() => bot.slack.reset());

  const wall = async () => (await team.store.workspace.read()).wallChannelId;
  const posts = (text: string): string[] =>
    bot.slack
      .callsOf('chat.postMessage')
      .filter((call) => call.text.includes(text))
      .map(({ channel }) => channel);
  const newsToAdmin = () => posts('I cannot post to the brag wall');
  const isDue = async () => (await bot.models.workspaces.teamsWithLostWall(bot.now())).includes(team.teamId);
  /** What a tick does, a minute later. */
  const tick = async (): Promise<void> => {
    bot.setNow(new Date(bot.now().getTime() + 60_000));
    if (await isDue()) await lookAtLostWall(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
  };
  const ticks = async (count: number) => {
    for (let index = 0; index < count; index += 1) await tick();
  };
  const lose = (why = 'is_archived') => loseWall(team.deps, bot.wallChannelId, why, bot.now());
  const looks = () => bot.slack.callsOf('conversations.info');
  const heard = (channel = bot.wallChannelId) =>
    team.event({ type: 'message', channel, user: 'USAM', text: 'hello', ts: '1.0', event_ts: '1.0' });

  const passing = [
    'restricted_action',
    'restricted_action_read_only_channel',
    'channel_not_found',
    'not_in_channel',
  ];
  for (const error of passing)
    it(`comes back by itself after one ${error}, and what waited is posted once`, async () => {
      bot.slack.answersOnceWith('chat.postMessage', { error });
      await team.command('UJO', 'did not give up');
      await team.deps.outbox.deliverDue();
      expect(await wall()).to.equal(undefined);
      const refused = posts('did not give up').length;

      await ticks(3);

      expect(await wall()).to.equal(bot.wallChannelId);
      expect(posts('did not give up').length - refused).to.equal(1);
      expect((await team.store.workspace.read()).doubtedWall).to.equal(undefined);
      await nextNotes(bot, team);
      expect(newsToAdmin(), 'news of what is over').to.deep.equal([]);
    });

  it('is told of in a note, which says in its place that it is there again', async () => {
    bot.slack.answersWith('conversations.info', { channel: { is_member: false } });
    await lose('not_in_channel');
    await nextNotes(bot, team);
    expect(newsToAdmin()).to.deep.equal(['UANN']);
    bot.slack.answersWith('conversations.info', { channel: { is_member: true } });
    await ticks(61);
    expect(bot.slack.callsOf('chat.update')).to.deep.equal([]);

    await team.command('UJO', 'there again');

    const [{ text, blocks }] = bot.slack.callsOf('chat.update') as [{ text: string; blocks: object[] }];
    expect(text).to.contain(
      `:white_check_mark: The brag wall <#${bot.wallChannelId}> is there again. Everything that waited goes there.`,
    );
    expect(JSON.stringify(blocks)).to.contain('note.change').and.not.contain('wall.appoint');
  });

  it('says in the message of an earlier version that it is there again', async () => {
    await lose('not_in_channel');
    const { at } = (await team.store.workspace.read()).lostWall!;
    await bot.models.deliveries.model.updateOne(
      { _id: deliveryKey['wall-lost'](team.teamId, bot.wallChannelId, at) },
      { $set: { state: 'sent', sentTo: { channelId: 'DANN', ts: '7.0' } }, $unset: { dueAt: 1 } },
    );
    await ticks(2);
    await team.command('UJO', 'there again');

    const [shown] = bot.slack.callsOf('chat.update');
    expect(shown).to.include({ channel: 'DANN', ts: '7.0' });
    expect(shown!.text).to.contain('is there again');
  });

  it('is told to everybody who leads the team by then, those who were named since included', async () => {
    bot.slack.answersWith('conversations.info', { channel: { is_member: false } });
    await lose('not_in_channel');
    await team.deps.outbox.deliverDue();
    await bot.models.workspaces.model.updateOne(
      { _id: team.teamId },
      { $set: { 'settings.managerIds': ['UANN', 'UJO'] } },
    );
    await ticks(2);
    await nextNotes(bot, team);
    await nextNotes(bot, team);

    expect(newsToAdmin()).to.have.members(['UANN', 'UJO']);
  });

  it('is tried with growing delays, up to an hour, while posting stays restricted, and a manager is told once', async () => {
    bot.slack.answersWith('chat.postMessage', ({ channel }) =>
      channel === bot.wallChannelId ? { ok: false, error: 'restricted_action' } : { channel, ts: '1.000000' },
    );
    await team.command('UJO', 'waits for leave');
    const tried: number[] = [];
    for (let minute = 1; minute <= 300; minute += 1) {
      const before = looks().length;
      await tick();
      if (looks().length > before) tried.push(minute);
    }

    expect(tried).to.deep.equal([1, 3, 7, 15, 31, 63, 123, 183, 243]);
    expect(posts('waits for leave')).to.have.length(tried.length + 1);
    await nextNotes(bot, team);
    expect(newsToAdmin()).to.deep.equal(['UANN']);
    bot.slack.answersAsUsual('chat.postMessage');
    await ticks(60);
    expect(posts('waits for leave')).to.have.length(tried.length + 2);
    expect(await wall()).to.equal(bot.wallChannelId);
  });

  it('is told of anew when it is lost for another reason, or again after something was posted', async () => {
    await lose('restricted_action');
    await nextNotes(bot, team);
    await tick();
    await lose('is_archived');
    await nextNotes(bot, team);
    expect(newsToAdmin()).to.have.length(2);
    await ticks(2);
    await team.command('UJO', 'there again');
    await ticks(1);
    await lose('is_archived');
    await nextNotes(bot, team);

    expect(posts('there again')).to.have.length(1);
    expect(newsToAdmin()).to.have.length(3);
  });

  it('stays lost while Slack says that the bot is not in it, and comes back when it is', async () => {
    bot.slack.answersWith('conversations.info', { channel: { is_member: false } });
    await lose('not_in_channel');
    await team.command('UJO', 'waits for an invitation');
    await ticks(20);
    expect(await wall()).to.equal(undefined);
    bot.slack.answersWith('conversations.info', { channel: { is_member: true } });

    await ticks(60);

    expect(posts('waits for an invitation')).to.deep.equal([bot.wallChannelId]);
  });

  it('is looked at once by twenty replicas, and by one that is started anew no sooner', async () => {
    await lose();
    bot.setNow(new Date(bot.now().getTime() + 60_000));
    bot.slack.answersWith('conversations.info', { channel: { is_member: false } });

    await Promise.all(Array.from({ length: 20 }, () => lookAtLostWall(team.deps, bot.now())));

    expect(looks()).to.have.length(1);
    expect(await isDue()).to.equal(false);
  });

  it('is told of at the next look when the process ended before an admin was told', async () => {
    await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());
    bot.slack.answersWith('conversations.info', { channel: { is_member: false } });

    await ticks(2);
    await nextNotes(bot, team);

    expect(newsToAdmin()).to.have.length(1);
  });

  context('when something is heard from its channel', () => {
    const signs: [string, () => Promise<unknown>][] = [
      ['a message', () => heard()],
      ...(['reaction_added', 'reaction_removed'] as const).map((type): [string, () => Promise<unknown>] => [
        type,
        () =>
          team.event({
            type,
            user: 'USAM',
            reaction: 'wave',
            item: { type: 'message', channel: bot.wallChannelId, ts: '1.0' },
            event_ts: '2.0',
          }),
      ]),
      [
        'somebody joining',
        () =>
          team.event({
            type: 'member_joined_channel',
            user: 'USAM',
            channel: bot.wallChannelId,
            event_ts: '1.0',
          }),
      ],
    ];
    for (const [what, sign] of signs)
      it(`is the wall again on ${what}, and what waited is posted once`, async () => {
        bot.slack.answersWith('conversations.info', { channel: { is_member: false } });
        await lose('not_in_channel');
        await team.command('UJO', 'heard again');
        await ticks(10);
        bot.slack.answersWith('conversations.info', { channel: { is_member: true } });
        bot.setNow(new Date(bot.now().getTime() + 60_000));

        await Promise.all([sign(), sign(), sign()]);

        expect(await wall()).to.equal(bot.wallChannelId);
        expect(posts('heard again')).to.deep.equal([bot.wallChannelId]);
      });

    it('is looked at once a minute at most, however much is said there', async () => {
      bot.slack.answersWith('conversations.info', { channel: { is_member: false } });
      await lose();
      for (let minute = 0; minute < 3; minute += 1) {
        for (let index = 0; index < 10; index += 1) await heard();
        await tick();
      }

      expect(looks()).to.have.length(3);
    });

    it('is not looked at for another channel', async () => {
      await lose();
      bot.setNow(new Date(bot.now().getTime() + 50_000));

      await heard('COTHER');

      expect(looks()).to.deep.equal([]);
    });
  });

  for (const type of ['channel_unarchive', 'group_unarchive'])
    it(`is looked at again soon when Slack fails while it tells of ${type}`, async () => {
      bot.slack.answersWith('conversations.info', { channel: { is_member: true, is_archived: true } });
      await lose();
      await team.command('UJO', 'back after a fault');
      await ticks(200);
      bot.slack.answersWith('conversations.info', { error: 'internal_error' });

      await team.event({ type, channel: bot.wallChannelId, event_ts: '1.0' });
      expect(await wall()).to.equal(undefined);
      bot.slack.answersWith('conversations.info', { channel: { is_member: true } });
      await ticks(2);

      expect(posts('back after a fault')).to.deep.equal([bot.wallChannelId]);
    });

  context('when a message is posted in it all the same', () => {
    const hear = (channelId: string, isReply = false) =>
      hearOfPost(team.deps, channelId, { triedAt: bot.now(), isReply }, bot.now());

    it('is the wall again, and what waited is posted once', async () => {
      bot.slack.answersWith('chat.postMessage', async ({ channel, text }) => {
        if (!text.includes('the first')) return { channel, ts: '2.000000' };
        bot.slack.answersAsUsual('chat.postMessage');
        await lose('restricted_action');
        await team.store.deliveries.resumeWaiting(bot.now());
        return { channel, ts: '1.000000' };
      });

      await team.command('UJO', 'the first');

      expect(await wall()).to.equal(bot.wallChannelId);
      await team.command('UJO', 'the second');
      expect(posts('the second')).to.have.length(1);
    });

    const others: [string, () => Promise<void>][] = [
      ['a person', () => hear('UANN')],
      ['another channel', () => hear('COTHER')],
    ];
    for (const [what, work] of others)
      it(`stays lost when it was sent to ${what}`, async () => {
        await lose();

        await work();

        expect(await wall()).to.equal(undefined);
      });

    it('stays lost when what was heard of was tried before the loss', async () => {
      const triedAt = new Date(bot.now().getTime() - 1);
      await lose();

      await hearOfPost(team.deps, bot.wallChannelId, { triedAt, isReply: false }, bot.now());

      expect(await wall()).to.equal(undefined);
    });

    it('is settled by a post on the wall, and not by a reply', async () => {
      const isDoubted = async () => (await team.store.workspace.read()).doubtedWall !== undefined;
      await lose();
      await tick();
      bot.setNow(new Date(bot.now().getTime() + 1_000));

      await hear(bot.wallChannelId, true);
      expect(await isDoubted()).to.equal(true);
      await hear(bot.wallChannelId);

      expect(await isDoubted()).to.equal(false);
    });
  });

  const causes: [why: string, words: string, others: RegExp][] = [
    ['is_archived', 'Unarchive it', /delete|posting permissions/],
    ['channel_deleted', 'It cannot come back', /Unarchive|posting permissions/],
    ['channel_not_found', 'If it is still there, invite me again', /Unarchive|posting permissions/],
    ['not_in_channel', 'Invite me again', /Unarchive|posting permissions/],
    ['restricted_action', 'let everybody post, or add me', /Unarchive|Invite me again/],
    ['restricted_action_read_only_channel', 'let everybody post, or add me', /Unarchive|Invite me again/],
    ['restricted_action_thread_only_channel', 'allow new messages', /Unarchive|Invite me again/],
    ['some_new_code', 'look at its settings', /Invite me again/],
  ];
  for (const [why, words, others] of causes)
    it(`tells an admin what helps after ${why}, with a channel to choose`, async () => {
      await lose(why);

      await nextNotes(bot, team);

      const [message] = bot.slack.callsOf('chat.postMessage');
      expect(message!.text).to.contain(words).and.not.match(others);
      expect(message!.text).to.contain('I look again by myself');
      expect(JSON.stringify(message!.blocks)).to.contain('"action_id":"wall.appoint"');
    });
});
