import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  crowd,
  nextTs,
  nominationUsers,
  reactionEvent,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';

describe('a reaction', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(async () => {
    win = await winOnWall(team);
  });

  const react = (userId: string, fields: object = {}) => team.event(reactionEvent(userId, win.wall, fields));
  const count = async () => (await team.store.wins.find(win._id))?.nominationCount;

  const people: [string, string, number][] = [
    ['a colleague', 'USAM', 1],
    ['its hero', 'UJO', 0],
    ['a bot', 'UBOT', 0],
    ['somebody who has left since', 'UGONE', 1],
    ['a stranger', 'UFAR', 0],
    ['somebody whom Slack does not know', 'UNOBODY', 0],
  ];
  for (const [who, userId, expected] of people)
    it(`of ${who} counts ${expected}`, async () => {
      await react(userId);

      expect(await count()).to.equal(expected);
    });

  const emoji: [string, number][] = [
    ['trophy', 1],
    ['star2', 1],
    ['trophy::skin-tone-3', 1],
    ['tada', 0],
    ['trophy2', 0],
  ];
  for (const [name, expected] of emoji)
    it(`with ${name} counts ${expected}`, async () => {
      await react('USAM', { reaction: name });

      expect(await count()).to.equal(expected);
    });

  it('of the author of a win about somebody else is the nomination that they made by posting it', async () => {
    win = await winOnWall(team, { author: 'UJO', hero: 'UKAI' });

    await react('UJO');
    await react('UJO', { type: 'reaction_removed' });

    expect(await count()).to.equal(1);
  });

  it('counts where Slack leaves out who wrote the message', async () => {
    await react('USAM', { item_user: undefined });

    expect(await count()).to.equal(1);
  });

  it('counts once with several emoji, until the last of them is gone', async () => {
    await react('USAM', { reaction: 'trophy' });
    await react('USAM', { reaction: 'star2' });
    await react('USAM', { reaction: 'trophy', type: 'reaction_removed' });
    const afterOne = await count();
    await react('USAM', { reaction: 'star2', type: 'reaction_removed' });

    expect([afterOne, await count()]).to.deep.equal([1, 0]);
  });

  it('counts once with one to the message that the win was made from, until both are gone', async () => {
    const original = { channelId: 'CGENERAL', ts: nextTs() };
    const source = { kind: 'message', ...original, nominatedBy: 'USAM' };
    await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { source } });
    const counts = [];

    for (const type of ['reaction_added', 'reaction_removed'])
      for (const place of [original, win.wall]) {
        await team.event(reactionEvent('USAM', place, { type, item_user: 'UJO' }));
        counts.push(await count());
      }

    expect(counts).to.deep.equal([1, 1, 1, 0]);
  });

  it('is taken back in whatever skin tone', async () => {
    await react('USAM', { reaction: 'trophy::skin-tone-2' });
    await react('USAM', { reaction: 'trophy::skin-tone-5', type: 'reaction_removed' });

    expect(await count()).to.equal(0);
  });

  const added = 'reaction_added';
  const removed = 'reaction_removed';
  /** By moment, in the order in which Slack tells of them. */
  const orders: [string, [number, string][], number][] = [
    [
      'twice',
      [
        [1, added],
        [1, added],
      ],
      1,
    ],
    [
      'after it was taken back',
      [
        [2, removed],
        [1, added],
      ],
      0,
    ],
    [
      'once more after it was taken back',
      [
        [1, added],
        [2, removed],
        [1, added],
      ],
      0,
    ],
    [
      'before an older removal',
      [
        [3, added],
        [2, removed],
        [1, added],
      ],
      1,
    ],
    [
      'with its removal twice',
      [
        [1, added],
        [2, removed],
        [3, added],
        [2, removed],
      ],
      1,
    ],
    ['only as removed', [[1, removed]], 0],
  ];
  for (const [how, news, expected] of orders)
    it(`that Slack tells of ${how} counts ${expected}`, async () => {
      const moment = nextTs().split('.')[0];

      for (const [at, type] of news) await react('USAM', { type, event_ts: `${moment}.00010${at}` });

      expect(await count()).to.equal(expected);
    });

  it('counts once when Slack tells of it twenty times at once', async () => {
    const event = reactionEvent('USAM', win.wall);

    await Promise.all(Array.from({ length: 20 }, () => team.event(event)));

    expect(await count()).to.equal(1);
  });

  it('counts for each of twenty people at once, and is announced once', async () => {
    await Promise.all(crowd.map(({ id }) => react(id)));

    const counted = await team.store.wins.find(win._id);
    expect(counted?.nominationCount).to.equal(20);
    expect(counted?.nominatorIds).to.have.members(crowd.map(({ id }) => id));
    const replies = bot.slack
      .callsOf('chat.postMessage')
      .filter(({ thread_ts }) => thread_ts === win.wall.ts);
    expect(replies).to.have.length(1);
  });

  it('ends as Slack has it when people change their minds all at once', async () => {
    const some = crowd.slice(0, 10);
    const news = some.flatMap(({ id }, index) => [
      reactionEvent(id, win.wall),
      reactionEvent(id, win.wall, { type: removed }),
      ...(index % 2 === 0 ? [reactionEvent(id, win.wall)] : []),
    ]);

    await Promise.all(news.reverse().map((event) => team.event(event)));

    expect(await count()).to.equal(5);
  });

  it('is left for the next tick while Slack cannot be asked who it was', async () => {
    const other = await bot.createWorkspace();
    win = await winOnWall(other);
    bot.slack.answersWith('users.info', { error: 'internal_error' });

    await other.event(reactionEvent('USAM', win.wall));
    bot.slack.answersAsUsual('users.info');

    expect(await other.store.wins.find(win._id)).to.include({
      nominationCount: 0,
      needsReconciling: true,
    });
  });

  context('to no win', () => {
    const ignored: [string, object][] = [
      ['with another emoji', { reaction: 'tada' }],
      ['to a file', { item: { type: 'file', file: 'F1' } }],
      ["that is taken off a person's message", { type: 'reaction_removed', item_user: 'UJO' }],
    ];
    for (const [what, fields] of ignored)
      it(`${what} costs nothing`, async () => {
        const callsBefore = bot.slack.calls.length;
        const place = { channelId: 'CGENERAL', ts: nextTs() };

        await team.event(reactionEvent('USAM', place, fields));

        expect(bot.slack.calls.slice(callsBefore)).to.deep.equal([]);
        const { model } = bot.models.pendingReactions;
        expect(await model.countDocuments({ teamId: team.teamId })).to.equal(0);
      });
  });
});
