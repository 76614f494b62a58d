import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  crowd,
  nextTs,
  nominationUsers,
  press,
  reactionEvent,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';

describe('pressing Nominate', () => {
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
    bot.slack.answers.length = 0;
  });

  const count = async () => (await team.store.wins.find(win._id))?.nominationCount;
  const answers = () => bot.slack.answers.map(({ message }) => message.text);

  it('nominates, and takes it back when it is pressed again', async () => {
    await press(team, 'USAM', win._id);
    const nominated = await count();
    await press(team, 'USAM', win._id);

    expect([nominated, await count()]).to.deep.equal([1, 0]);
    expect(answers()[0]).to.contain('You nominated this win');
    expect(answers()[1]).to.contain('took your nomination back');
  });

  it('is acknowledged, and answered to the person alone', async () => {
    const ack = await press(team, 'USAM', win._id);

    expect(ack.callCount).to.equal(1);
    expect(bot.slack.answers[0]?.message).to.include({
      response_type: 'ephemeral',
      replace_original: false,
    });
  });

  context('on a win that has a thread', () => {
    const container = (fields: object) => ({
      container: {
        type: 'message',
        channel_id: win.wall.channelId,
        is_ephemeral: false,
        message_ts: win.wall.ts,
        ...fields,
      },
    });
    const pressIn = (userId: string, body: object) =>
      team.action(userId, actionIds.nominate, { value: win._id, action_ts: nextTs() }, body);
    const inChannel = () => bot.slack.callsOf('chat.postEphemeral');
    afterEach(() => bot.slack.reset());

    for (const [who, userId, words] of [
      ['whoever nominates', 'USAM', /You nominated/],
      ['its hero', 'UJO', /you cannot nominate it/],
    ] as const)
      it(`answers ${who} in the channel, where the button is`, async () => {
        await pressIn(userId, container({ thread_ts: win.wall.ts }));

        expect(answers()).to.deep.equal([]);
        expect(inChannel()).to.have.length(1);
        expect(inChannel()[0]).to.include({ channel: win.wall.channelId, user: userId });
        expect(inChannel()[0]).not.to.have.property('thread_ts');
        expect(inChannel()[0]?.text).to.match(words);
      });

    it('apologises in the channel too', async () => {
      team = await bot.createWorkspace();
      win = await winOnWall(team);
      bot.slack.answersWith('users.info', { error: 'internal_error' });

      await pressIn('USAM', container({ thread_ts: win.wall.ts }));

      expect(inChannel()[0]?.text).to.equal(apology.message);
    });

    it('answers in the thread when the button is in a reply', async () => {
      await pressIn('USAM', container({ thread_ts: '1.0' }));

      expect(inChannel()).to.deep.equal([]);
      expect(bot.slack.answers[0]?.message).to.include({ thread_ts: '1.0', response_type: 'ephemeral' });
    });

    it('answers by the address that came with it when Slack shows nothing in the channel', async () => {
      bot.slack.answersWith('chat.postEphemeral', { error: 'user_not_in_channel' });

      await pressIn('USAM', container({ thread_ts: win.wall.ts }));

      expect(answers()[0]).to.match(/You nominated/);
    });
  });

  const refusals: [string, string, RegExp][] = [
    ['its hero', 'UJO', /you cannot nominate it/],
    ['a stranger', 'UFAR', /Only members/],
    ['somebody whom Slack does not know', 'UNOBODY', /Only members/],
  ];
  for (const [who, userId, answer] of refusals)
    it(`tells ${who} why it counts nothing`, async () => {
      await press(team, userId, win._id);

      expect(answers()[0]).to.match(answer);
      expect(await count()).to.equal(0);
    });

  it('tells its author that posting it nominated it', async () => {
    win = await winOnWall(team, { author: 'UJO', hero: 'UKAI' });

    await press(team, 'UJO', win._id);

    expect(answers()[0]).to.contain('first nominator already');
    expect(await count()).to.equal(1);
  });

  it('says that a win is gone which was taken down, and not kept when it is not there', async () => {
    await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());

    await press(team, 'USAM', win._id);
    await press(team, 'USAM', 'no-such-win');

    expect(answers()).to.have.length(2);
    expect(answers()[0]).to.contain('no longer on the wall');
    expect(answers()[1]).to.contain('not kept here any more');
  });

  it('counts one press once, however often it comes, and answers it once', async () => {
    const pressedTs = nextTs();

    await Promise.all(Array.from({ length: 20 }, () => press(team, 'USAM', win._id, pressedTs)));

    expect(await count()).to.equal(1);
    expect(answers()).to.have.length(1);
  });

  it('makes nothing of an older press that comes after a newer one', async () => {
    const olderTs = nextTs();
    await press(team, 'USAM', win._id);

    await press(team, 'USAM', win._id, olderTs);

    expect(await count()).to.equal(1);
    expect(answers()).to.have.length(1);
  });

  it('counts twenty people who press at the same moment', async () => {
    const pressedTs = nextTs();

    await Promise.all(crowd.map(({ id }) => press(team, id, win._id, pressedTs)));

    expect(await count()).to.equal(20);
  });

  it('says what came of it when one person presses twenty times at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => press(team, 'USAM', win._id)));

    const [nominated, takenBack] = [/You nominated/, /took your nomination back/].map(
      (words) => answers().filter((text) => words.test(text)).length,
    );
    expect(nominated! - takenBack!).to.equal(await count());
  });

  it('leaves a reaction that stands to whoever made it', async () => {
    await team.event(reactionEvent('USAM', win.wall));

    await press(team, 'USAM', win._id);

    expect(answers()[0]).to.contain('remove your reaction');
    expect(await count()).to.equal(1);
  });

  it('is one nomination together with a reaction, and goes when that is removed', async () => {
    await press(team, 'USAM', win._id);
    await team.event(reactionEvent('USAM', win.wall));
    const together = await count();
    await team.event(reactionEvent('USAM', win.wall, { type: 'reaction_removed' }));

    expect([together, await count()]).to.deep.equal([1, 0]);
  });

  it('nominates anew after a reaction was removed', async () => {
    await team.event(reactionEvent('USAM', win.wall));
    await team.event(reactionEvent('USAM', win.wall, { type: 'reaction_removed' }));

    await press(team, 'USAM', win._id);

    expect(await count()).to.equal(1);
  });

  it('counts one nomination when the button and a reaction come at the same moment', async () => {
    const reacted = reactionEvent('USAM', win.wall);

    await Promise.all([press(team, 'USAM', win._id), team.event(reacted)]);

    expect(await count()).to.equal(1);
  });

  it('apologises while Slack cannot be asked who it is, and counts when it is pressed again', async () => {
    team = await bot.createWorkspace();
    win = await winOnWall(team);
    bot.slack.answersWith('users.info', { error: 'internal_error' });

    await press(team, 'USAM', win._id);
    const refused = await count();
    bot.slack.answersAsUsual('users.info');
    await press(team, 'USAM', win._id);

    expect([refused, await count()]).to.deep.equal([0, 1]);
    expect(answers()).to.have.length(2);
    expect(answers()[0]).to.equal(apology.message);
  });
});
