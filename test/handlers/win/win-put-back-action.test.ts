import { expect } from 'chai';
import sinon from 'sinon';
import { reconcileMarked, reconcileWin } from '../../../src/operations/nomination/reconcile.ts';
import { repostOffWall } from '../../../src/operations/win/put-back.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers, press, reactionEvent, showMessages } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';
import { postAboutSam, winsOf } from '../../support/win.ts';

describe('putting a win back', () => {
  let bot: TestBot;
  let team: TestTeam;
  const start = new Date('2026-10-07T12:00:00Z');
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(start);
    team = await bot.createWorkspace();
    await nameManagers(team, 'UANN');
    showMessages(bot);
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const post = () => postAboutSam(team, 'and Lee carried the piano upstairs');
  const takeDown = (userId: string, winId: string) => team.submit(userId, 'win.take_down', { winId }, {});
  const putBack = (userId: string, winId: string, verb = 'put_back') =>
    team.action(userId, `win.${verb}`, { value: winId }, { container: { is_ephemeral: true } });
  const found = async (winId: string) => (await team.store.wins.find(winId))!;
  const lastAnswer = (): string => bot.slack.answers.at(-1)?.message.text ?? '';
  const wallPosts = () =>
    bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel, thread_ts }) => channel === bot.wallChannelId && !thread_ts)
      .filter(({ blocks }) => JSON.stringify(blocks).includes('piano'));
  const later = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));

  it('is offered where it was taken down, and brings it to the wall once, nominations included', async () => {
    const win = await post();
    await press(team, 'UC1', win._id);
    await team.event(reactionEvent('UC2', win.wall!));
    const ack = await takeDown('UJO', win._id);

    await putBack('UJO', win._id);

    const back = await found(win._id);
    expect(JSON.stringify(ack.args)).to.contain('win.put_back');
    expect(wallPosts()).to.have.length(2);
    expect(bot.slack.callsOf('chat.delete')).to.have.length(1);
    expect(back.wall?.ts).not.to.equal(win.wall!.ts);
    expect(back.nominatorIds).to.have.members(['UJO', 'UC1', 'UC2']);
    expect(JSON.stringify(wallPosts()[1]?.blocks)).to.contain('Exceptional: 3 nominations');
    expect(lastAnswer()).to.contain('back on the wall').and.to.contain('see it there');
  });

  it('keeps what was counted when it is compared with Slack, and lets it be taken back', async () => {
    const win = await post();
    await team.event(reactionEvent('UC2', win.wall!));
    await takeDown('UJO', win._id);
    await putBack('UJO', win._id);
    const messages = showMessages(bot);
    messages.show((await found(win._id)).wall!, { user: 'UBOT', reactions: [] });

    await reconcileWin(team.deps, await found(win._id));
    const compared = (await found(win._id)).nominatorIds;
    await press(team, 'UC2', win._id);

    expect(compared).to.have.members(['UJO', 'UC2']);
    expect((await found(win._id)).nominatorIds).to.deep.equal(['UJO']);
  });

  it('leaves out what was taken back before, however often it is put back', async () => {
    const win = await post();
    await team.event(reactionEvent('UC2', win.wall!, { reaction: 'star2' }));
    await takeDown('UJO', win._id);
    await putBack('UJO', win._id);
    const { wall } = await found(win._id);
    expect((await found(win._id)).nominatorIds).to.include('UC2');
    await team.event(reactionEvent('UC2', wall!));
    await team.event(reactionEvent('UC2', wall!, { type: 'reaction_removed' }));
    expect((await found(win._id)).nominatorIds).to.not.include('UC2');

    await takeDown('UJO', win._id);
    await putBack('UJO', win._id);

    expect((await found(win._id)).nominatorIds).to.not.include('UC2');
  });

  it('does not go on with one that was taken down again before it was there', async () => {
    const win = await post();
    await takeDown('UJO', win._id);
    const back = { week: undefined, heroIds: undefined };
    await team.store.wins.putBack(await found(win._id), 'UJO', back, bot.now());
    await takeDown('UJO', win._id);

    expect(await team.store.wins.offWall(5)).to.deep.equal([]);
    expect(await bot.models.wins.offWallTeams()).not.to.include(team.teamId);
    await putBack('UJO', win._id);
    expect(wallPosts()).to.have.length(2);
    expect((await found(win._id)).isOffWall).to.equal(undefined);
  });

  it('announces nothing a second time', async () => {
    const win = await post();
    for (const userId of ['UC1', 'UC2']) await press(team, userId, win._id);
    await team.deps.outbox.deliverDue();
    await takeDown('UJO', win._id);

    await putBack('UJO', win._id);
    await team.deps.recountWin(win._id);
    await team.deps.outbox.deliverDue();

    const said = bot.slack.callsOf('chat.postMessage').filter(({ text }) => text.includes('*Exceptional!*'));
    expect(said).to.have.length(1);
  });

  const wrong: [who: string, userId: string][] = [
    ['a colleague', 'UKAI'],
    ['whom it credits', 'USAM'],
    ['somebody of another organisation', 'UFAR'],
    ['somebody whom Slack does not know', 'UNOBODY'],
  ];
  for (const [who, userId] of wrong)
    it(`is not for ${who}`, async () => {
      const win = await post();
      await takeDown('UJO', win._id);

      await putBack(userId, win._id);
      await putBack(userId, win._id, 'put_back_without');

      expect(await winsOf(team)).to.deep.equal([]);
      expect(lastAnswer()).to.contain('can put this win back');
    });

  it('is not for another workspace', async () => {
    const win = await post();
    await takeDown('UJO', win._id);
    const other = await bot.createWorkspace();

    await other.action('UJO', 'win.put_back', { value: win._id });

    expect(await winsOf(team)).to.deep.equal([]);
  });

  it('credits nobody against their will', async () => {
    await team.command('UJO', '<@USAM> <@UKAI> carried the piano upstairs');
    const [win] = await winsOf(team);
    await takeDown('USAM', win!._id);

    await putBack('UJO', win!._id);
    const asked = lastAnswer();
    await putBack('UANN', win!._id);
    const byManager = lastAnswer();
    await putBack('UJO', win!._id, 'put_back_without');

    expect(asked).to.contain('sam is credited in this win and took it down');
    expect(byManager).to.contain('Only they can put it back');
    expect((await found(win!._id)).heroIds).to.deep.equal(['UKAI']);
    expect((await found(win!._id)).edition).to.equal(1);
  });

  for (const [what, prepare, words] of [
    ['a day later', async () => later(86_400_000), 'more than a day ago'],
    [
      'once its message was deleted in Slack',
      async (winId: string) => {
        await bot.models.wins.model.updateOne({ _id: winId }, { 'withdrawn.why': 'message-deleted' });
      },
      'was deleted in Slack',
    ],
  ] as const)
    it(`says why it cannot be put back ${what}`, async () => {
      const win = await post();
      await takeDown('UJO', win._id);
      await prepare(win._id);

      await putBack('UJO', win._id);

      expect(await winsOf(team)).to.deep.equal([]);
      expect(lastAnswer()).to.contain(words);
    });

  it('waits until Slack has taken the message off the wall', async () => {
    const win = await post();
    bot.slack.answersWith('chat.delete', { error: 'internal_error' });
    await takeDown('UJO', win._id);

    await putBack('UJO', win._id);
    const answer = lastAnswer();
    bot.slack.answersAsUsual('chat.delete');
    await putBack('UJO', win._id);

    expect(answer).to.contain('again in a minute');
    expect((await found(win._id)).withdrawn).to.equal(undefined);
    expect(wallPosts()).to.have.length(2);
  });

  it('is done once when it is pressed twenty times at once', async () => {
    const win = await post();
    await takeDown('UJO', win._id);

    await Promise.all(Array.from({ length: 20 }, () => putBack('UJO', win._id)));
    await Promise.all(Array.from({ length: 5 }, () => repostOffWall(team.deps, bot.now())));
    await team.deps.outbox.deliverDue();

    expect(wallPosts()).to.have.length(2);
    expect((await found(win._id)).timesBack).to.equal(1);
    expect(
      bot.slack.answers.filter(({ message }) => message.text.includes('is on the wall already')),
    ).to.have.length(19);
  });

  it('is finished later when the process ended in between', async () => {
    const win = await post();
    await team.event(reactionEvent('UC2', win.wall!));
    await takeDown('UJO', win._id);
    failingDatabase(bot.models.nominations.model, 'updateOne');
    await putBack('UJO', win._id);
    sinon.restore();

    await repostOffWall(team.deps, bot.now());
    await team.deps.outbox.deliverDue();

    expect(wallPosts()).to.have.length(2);
    expect((await found(win._id)).nominatorIds).to.have.members(['UJO', 'UC2']);
  });

  it('is not undone by late word of the message that is gone', async () => {
    const win = await post();
    await takeDown('UJO', win._id);
    await putBack('UJO', win._id);

    await team.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: win.wall!.channelId,
      deleted_ts: win.wall!.ts,
      ts: '1.0',
      hidden: true,
    });

    expect((await found(win._id)).withdrawn).to.equal(undefined);
  });

  it('is refused, or undone at the next look, when the message that it was made from is deleted', async () => {
    const win = await post();
    const source = { kind: 'message' as const, channelId: 'CGENERAL', ts: '7.0', nominatedBy: 'UJO' };
    await bot.models.wins.model.updateOne({ _id: win._id }, { source });
    await takeDown('UJO', win._id);
    await putBack('UJO', win._id);
    showMessages(bot).show((await found(win._id)).wall!, { user: 'UBOT', reactions: [] });
    await reconcileMarked(team.deps);
    const compared = await found(win._id);

    const other = await postAboutSam(team, 'found the piano');
    await bot.models.wins.model.updateOne({ _id: other._id }, { source: { ...source, ts: '8.0' } });
    await takeDown('UJO', other._id);
    await team.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: 'CGENERAL',
      deleted_ts: '8.0',
      ts: '1.0',
      hidden: true,
    });
    await putBack('UJO', other._id);

    expect(compared.withdrawn).to.include({ why: 'message-deleted' });
    expect(lastAnswer()).to.contain('was deleted in Slack');
  });

  it('is offered to its author in their note, which says so once it is back, each time', async () => {
    const win = await post();
    await takeDown('UANN', win._id);
    await nextNotes(bot, team);
    const told = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');

    await putBack('UJO', win._id);
    const shown = bot.slack.callsOf('chat.update').filter(({ text }) => text.includes('It is back there'));
    await takeDown('UANN', win._id);
    await nextNotes(bot, team);
    const toldAgain = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');

    expect(JSON.stringify(told[0]?.blocks)).to.contain('win.put_back');
    expect(told[0]?.text).to.contain('it can come back, with its nominations');
    expect(shown).to.have.length(1);
    expect(toldAgain).to.have.length(2);
  });

  it('counts in its week again', async () => {
    const win = await post();
    await takeDown('UJO', win._id);
    const away = await team.store.wins.ofWeek('2026-W41');

    await putBack('UJO', win._id);

    expect(away).to.deep.equal([]);
    expect(await team.store.wins.ofWeek('2026-W41')).to.have.length(1);
  });
});
