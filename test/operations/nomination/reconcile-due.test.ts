import { expect } from 'chai';
import { reconcileDue } from '../../../src/operations/nomination/reconcile-due.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  nextTs,
  nominationUsers,
  postToWall,
  reactionEvent,
  showMessages,
  shownReaction,
  winOnWall,
} from '../../support/nomination.ts';

const minuteMs = 60_000;

describe('reconciling by the hour', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    const { wall } = await winOnWall(team);
    bot.slack.answersWith('conversations.history', { messages: [{ ts: wall.ts }] });
  });

  const inMs = (ms: number): Date => new Date(bot.now().getTime() + ms);
  const reconcileAfter = (ms: number) => reconcileDue(team.deps, inMs(ms));
  const looks = () => bot.slack.callsOf('conversations.history').length;

  it('is done once by twenty replicas', async () => {
    await Promise.all(Array.from({ length: 20 }, () => reconcileAfter(0)));

    expect(looks()).to.equal(1);
  });

  it('is done once an hour', async () => {
    for (const ms of [0, minuteMs, 60 * minuteMs - 1, 60 * minuteMs]) await reconcileAfter(ms);

    expect(looks()).to.equal(2);
  });

  it('is done at the next tick when it failed', async () => {
    bot.slack.answersOnceWith('conversations.history', { retryAfter: '30' });

    const failed = await reconcileAfter(0).catch((error: unknown) => error);
    await reconcileAfter(minuteMs);
    await reconcileAfter(2 * minuteMs);

    expect(failed).to.be.an('error');
    expect(looks()).to.equal(2);
  });

  it('gives back no turn but its own', async () => {
    let isNext = true;
    bot.slack.answersWith('conversations.history', async () => {
      if (!isNext) return { messages: [] };
      isNext = false;
      await reconcileAfter(60 * minuteMs);
      return { retryAfter: '30' };
    });

    await reconcileAfter(0).catch(() => undefined);
    await reconcileAfter(61 * minuteMs);

    expect(looks()).to.equal(2);
  });

  it('decides what is pending and marked at every tick, whosever turn it is', async () => {
    await reconcileAfter(0);
    const messages = showMessages(bot);
    const [early, marked] = [await winOnWall(team), await winOnWall(team)];
    const place = { channelId: bot.wallChannelId, ts: nextTs() };
    await team.event(reactionEvent('USAM', place));
    await bot.models.wins.model.updateOne({ _id: early._id }, { $set: { wall: place } });
    await team.store.wins.setNeedsReconciling(marked._id, true);
    messages.show(marked.wall, { user: 'UBOT', reactions: [shownReaction('trophy', ['UKAI'])] });

    await reconcileAfter(minuteMs);

    const counted = await Promise.all([early, marked].map(({ _id }) => team.store.wins.find(_id)));
    expect(counted.map((win) => win?.nominatorIds)).to.deep.equal([['USAM'], ['UKAI']]);
  });

  it('counts at the next tick a reaction of somebody whom Slack could not be asked about', async () => {
    const messages = showMessages(bot);
    const win = await winOnWall(team);
    bot.slack.answersOnceWith('users.info', { error: 'internal_error' });
    await team.event(reactionEvent('USAM', win.wall));
    messages.show(win.wall, { user: 'UBOT', reactions: [shownReaction('trophy', ['USAM'])] });
    const before = (await team.store.wins.find(win._id))?.nominationCount;

    await reconcileAfter(minuteMs);

    expect([before, (await team.store.wins.find(win._id))?.nominationCount]).to.deep.equal([0, 1]);
  });

  it('forgets texts that were sent long enough ago', async () => {
    const remembered = () => bot.models.submissions.model.countDocuments({ teamId: team.teamId });
    await postToWall(team);
    const before = await remembered();

    await reconcileAfter(11 * minuteMs);

    expect([before, await remembered()]).to.deep.equal([1, 0]);
  });
});
