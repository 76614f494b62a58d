import { expect } from 'chai';
import sinon from 'sinon';
import { postWin } from '../../../src/operations/win/post-win.ts';
import { showWin } from '../../../src/operations/win/show-win.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { createGate } from '../../support/gate.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('showing a win on the wall', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(async () => {
    sinon.restore();
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
  });

  const store = async (): Promise<string> => {
    const submission = { authorId: 'UJO', text: 'mended the door', source: 'command' } as const;
    const outcome = await postWin(team.deps, submission, bot.now());
    return outcome.kind === 'stored' ? outcome.winId : '';
  };
  const show = (winId: string) => showWin(team.deps, winId);
  const posted = () => bot.slack.callsOf('chat.postMessage');

  it('says where it is, also when it was there before', async () => {
    const winId = await store();

    const first = await show(winId);
    const second = await show(winId);

    const { wall } = (await team.store.wins.find(winId))!;
    expect(first).to.deep.equal({ channelId: bot.wallChannelId, ts: wall!.ts });
    expect(second).to.deep.equal(first);
    expect(posted()).to.have.length(1);
  });

  it('tells twenty who ask at once the same place', async () => {
    const winId = await store();

    const places = await Promise.all(Array.from({ length: 20 }, () => show(winId)));

    expect(new Set(places.map((place) => JSON.stringify(place))).size).to.equal(1);
    expect(places[0]).to.have.property('ts');
    expect(posted()).to.have.length(1);
  });

  it('says "soon" after three seconds, and is posted once all the same', async () => {
    const clock = fakeTimers();
    const winId = await store();
    const slow = createGate();
    bot.slack.answersWith('chat.postMessage', async () => {
      await slow.opened;
      return { channel: bot.wallChannelId, ts: '9.0' };
    });
    const isSettled = sinon.spy();

    const showing = show(winId);
    void showing.then(isSettled);
    await waitFor('the post', () => posted().length === 1);
    await clock.tickAsync(2_999);
    expect(isSettled.called).to.equal(false);
    await clock.tickAsync(1);

    expect(await showing).to.equal('soon');
    slow.open();
    await waitFor('the win on the wall', async () => (await team.store.wins.find(winId))?.wall);
    expect(await show(winId)).to.include({ ts: '9.0' });
    expect(posted()).to.have.length(1);
  });

  it('says "soon" when Slack wants a pause', async () => {
    const winId = await store();
    bot.slack.answersWith('chat.postMessage', { retryAfter: 30 });

    expect(await show(winId)).to.equal('soon');
  });

  context('when there is no wall', () => {
    it('says that there never was one', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      expect(await show(await store())).to.equal('never-had-wall');
    });

    it('says that it is lost', async () => {
      await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());

      expect(await show(await store())).to.equal('no-wall');
    });

    for (const error of ['is_archived', 'channel_not_found', 'not_in_channel'])
      it(`gives the wall up when Slack answers ${error}, and keeps the win waiting`, async () => {
        bot.slack.answersWith('chat.postMessage', { error });
        const winId = await store();

        expect(await show(winId)).to.equal('no-wall');

        expect((await team.store.workspace.read()).lostWall).to.include({
          channelId: bot.wallChannelId,
          why: error,
        });
        expect(await team.store.deliveries.find(`win:${winId}`)).to.include({ state: 'waiting', why: error });
      });
  });
});
